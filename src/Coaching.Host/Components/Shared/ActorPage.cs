using Coaching.Host.Security;
using Coaching.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Coaching.Host.Components.Shared;

/// <summary>A component that acts as the signed-in person, and gives up what it began when it is left.</summary>
public abstract class ActorPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();

    /// <summary>The sign-in, from the cascade.</summary>
    [CascadingParameter]
    public required Task<AuthenticationState> SignIn { get; set; }

    /// <summary>Cancelled when the component goes.</summary>
    protected CancellationToken Leaving { get; }

    /// <summary>Takes the token once, so that it can still be asked after the component has gone.</summary>
    protected ActorPage() => Leaving = leaving.Token;

    /// <summary>Who is asking.</summary>
    protected async Task<Actor> ActorAsync() => (await SignIn).User.ToActor();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels what is under way.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        leaving.Cancel();
        leaving.Dispose();
    }
}
