using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Console.Pages;

/// <summary>What somebody reads when a page cannot be shown. Says what to do, never what broke inside.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ProblemModel(ILogger<ProblemModel> logger) : PageModel
{
    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public void OnGet(int code) => Tell(code);

    public void OnPost(int code) => Tell(code);

    private void Tell(int code)
    {
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
        {
            Log.RequestFailed(logger, error);
        }

        (Title, Text) = code switch
        {
            400 => ("That did not work", "The form was too old or incomplete. Go back, reload the page and try again."),
            404 => ("Not found", "There is nothing at this address. Records older than the retention time are gone."),
            405 => ("Not found", "There is nothing at this address."),
            413 => ("Too large", "What was sent is larger than any form of the console."),
            _ => ("Something failed", "The console could not show this page. The gateway keeps deciding; its log says what failed."),
        };
    }
}
