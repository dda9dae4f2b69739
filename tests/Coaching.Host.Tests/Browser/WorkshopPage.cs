using Microsoft.Playwright;

namespace Coaching.Host.Tests.Browser;

/// <summary>What a mentor does in the workshop, in the words of the product.</summary>
internal sealed class WorkshopPage(IPage page, Uri address)
{
    public IPage Page => page;

    public ILocator Notice => page.GetByTestId("work-notice");

    public ILocator State => page.GetByTestId("edit-state");

    public static async Task<WorkshopPage> SignInAsync(BrowserSession browser, Uri address, string userName)
    {
        await new RehearsalPage(browser.Page, address).SignInAsync(userName);
        return new WorkshopPage(browser.Page, address);
    }

    /// <summary>Opens a page and waits until it is alive: what is typed at the moment in which the circuit draws it anew goes nowhere.</summary>
    public async Task GoToAsync(string path)
    {
        await page.GotoAsync(new Uri(address, path).ToString());
        await page.Locator("[data-live='yes']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public ILocator Field(string name) => page.GetByTestId("field-" + name);

    /// <summary>Writes a new entry and keeps it as a draft.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> WriteAsync(string question, string answer)
    {
        await GoToAsync("/mentor/entries");
        await page.GetByTestId("new-home-school").ClickAsync();
        await Field("question").FillAsync(question);
        await Field("answer").FillAsync(answer);
        await page.GetByTestId("save-draft").ClickAsync();
        await page.WaitForURLAsync("**/mentor/entries/q-*/edit");
        return new Uri(page.Url).Segments[^2].TrimEnd('/');
    }

    /// <summary>Hands in what stands in the editor.</summary>
    public async Task SubmitAsync()
    {
        await page.GetByTestId("save-and-submit").ClickAsync();
        await page.GetByTestId("review-panel").WaitForAsync();
    }

    /// <summary>Publishes as a reviewer.</summary>
    public async Task PublishAsync(string entryId, string comment)
    {
        await GoToAsync($"/mentor/entries/{entryId}");
        await page.GetByTestId("review-comment").FillAsync(comment);
        await page.GetByTestId("publish-entry").ClickAsync();
        await Assertions.Expect(Notice).ToContainTextAsync("已发布");
    }

    /// <summary>Asks 百问百答, again where the index did not have it yet, until the answer holds some words.</summary>
    public async Task<bool> AskUntilAsync(string question, string words, string path = "/ask")
    {
        for (var asked = 0; asked < 8; asked++)
        {
            // A page of its own for each question: an answer that is shown is the answer to it.
            await GoToAsync(path);
            await page.GetByTestId("ask-question").FillAsync(question);
            await page.GetByTestId("ask").ClickAsync();
            try
            {
                await page.GetByTestId("answer").WaitForAsync(new() { Timeout = 60_000 });
            }
            catch (TimeoutException late)
            {
                // How the page came here and what is in the box tell a lost question from a lost answer.
                var came = await page.EvaluateAsync<string>("`${performance.getEntriesByType('navigation')[0].type} ${Math.round(performance.now())} ms ago, live: ${document.querySelector('[data-live]')?.dataset.live}, box: ${document.querySelector('[data-testid=ask-question]')?.value}`");
                throw new InvalidOperationException($"No answer ({came}); the page says: {await page.Locator("body").InnerTextAsync()}", late);
            }

            if ((await page.GetByTestId("answer").InnerTextAsync()).Contains(words, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
