using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Pages;

internal sealed class DecisionsModel(DecisionReader decisions) : PageModel
{
    public const int PageSize = 50;

    public DecisionFilter Filter { get; private set; } = DecisionFilter.None;

    public string EntityText { get; private set; } = "";

    public string? Problem { get; private set; }

    public DecisionPage Rows { get; private set; } = DecisionPage.Empty;

    /// <summary>Whether this is the newest page, the one that grows by itself.</summary>
    public bool IsNewest { get; private set; }

    public string Cursor => Rows.Items.Count == 0 ? "" : Rows.Items[0].Summary.Id.ToString();

    public string Oldest => Rows.Items.Count == 0 ? "" : Rows.Items[^1].Summary.Id.ToString();

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var form = DecisionFilterForm.Read(Request.Query);
        (Filter, EntityText, Problem) = form;
        IsNewest = !EventId.TryParse(before, out var cursor);
        Rows = await decisions.QueryAsync(Filter, IsNewest ? null : cursor, null, PageSize, cancel);
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
