using Coaching.Scenarios.Workshop;

namespace Coaching.Host.Components.Mentor.Scripts;

/// <summary>The text that form and YAML share. The form reads values out of it and puts single values back; the rest stays as it stands.</summary>
public sealed class ScriptDocument(string text)
{
    private YamlPatch? patch = YamlPatch.Read(text);

    /// <summary>The whole text.</summary>
    public string Text { get; private set; } = text;

    /// <summary>Whether the form can be filled in: the text is YAML, if perhaps not a scenario yet.</summary>
    public bool IsReadable => patch is not null;

    /// <summary>Called after the form changed the text, with the text before.</summary>
    public Func<string, Task>? Changed { get; set; }

    /// <summary>The text was typed in.</summary>
    public void Take(string typed)
    {
        if (typed == Text) return;
        Text = typed;
        patch = YamlPatch.Read(typed);
    }

    /// <summary>The value at a path as a field shows it: a list has an item on each line. Null where the text has no such place.</summary>
    public string? Value(string path, bool isList) => isList ? patch?.Items(path) is { } items ? string.Join('\n', items) : null : patch?.Text(path)?.TrimEnd('\n');

    /// <summary>How many items a list has.</summary>
    public int Count(string path) => patch?.Count(path) ?? 0;

    /// <summary>Puts a value back.</summary>
    /// <returns>Whether that could be done without touching anything else.</returns>
    public Task<bool> SetAsync(string path, string value, bool isList) => TakeAsync(isList
        ? patch?.SetItems(path, [.. value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)])
        : patch?.Set(path, value.Trim()));

    /// <summary>Adds an item to a list of parts.</summary>
    public Task<bool> AppendAsync(string path, string block) => TakeAsync(patch?.Append(path, block));

    /// <summary>Removes a part.</summary>
    public Task<bool> RemoveAsync(string path, int index) => TakeAsync(patch?.Remove(path, index));

    private async Task<bool> TakeAsync(string? changed)
    {
        if (changed is null) return false;
        var before = Text;
        Take(changed);
        if (before != changed && Changed is { } tell) await tell(before);
        return true;
    }
}
