using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Pages;

/// <summary>The rows that came since the newest one a page shows.</summary>
internal sealed class DecisionRowsModel(DecisionReader decisions) : PageModel
{
    public DecisionPage Rows { get; private set; } = DecisionPage.Empty;

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancel)
    {
        EventId? cursor = EventId.TryParse(after, out var shown) ? shown : null;
        Rows = await decisions.QueryAsync(
            DecisionFilterForm.Read(Request.Query).Filter, null, cursor, DecisionsModel.PageSize, cancel);
        if (Rows.Items.Count == 0)
        {
            return StatusCode(204);
        }

        // More came than one page holds: the rows in between are not sent, so the shown ones would have a gap below.
        if (Rows.HasOlder)
        {
            Response.Headers["HX-Reswap"] = "innerHTML";
        }

        return Page();
    }
}
