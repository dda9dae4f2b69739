using Coaching.Host.Tests.Running;
using Microsoft.Playwright;

namespace Coaching.Host.Tests.Browser;

/// <summary>A real Chromium on a real page, at the size of a phone unless told otherwise.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    // One Chromium for all tests of a run; each session has a context of its own, which shares nothing with others.
    private static readonly Lazy<Task<IBrowser>> Chromium = new(LaunchAsync);

    private BrowserSession(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public static async Task<BrowserSession> OpenAsync(int width = 390, int height = 844)
    {
        Machine.Require(File.Exists(Machine.Chromium), "Needs Chromium at /usr/bin/chromium (Debian package chromium).");
        var browser = await Chromium.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = "zh-CN" });
        context.SetDefaultTimeout(30_000);
        // Five seconds are not much where three test programs share two cores.
        Assertions.SetDefaultExpectTimeout(20_000);
        return new BrowserSession(context, await context.NewPageAsync());
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Machine.Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }
}
