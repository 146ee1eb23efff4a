using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>
/// One document, to be edited. What was typed is never thrown away: where it cannot be saved, the page comes back with it.
/// </summary>
[RequestSizeLimit(CopyLimits.EditBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = CopyLimits.EditBytes, ValueLengthLimit = CopyLimits.EditBytes)]
internal sealed class PolicyDocumentModel(PolicyDesk desk, WorkingCopyDesk copies, CopyChecks checks) : PageModel
{
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Names what the form was filled with; empty for nothing.</summary>
    [BindProperty]
    public string? Was { get; set; }

    [BindProperty]
    public string? To { get; set; }

    public OpenedCopy Opened { get; private set; } = null!;

    public string Document { get; private set; } = "";

    /// <summary>Whether the working copy has it; else it was removed and can be put back.</summary>
    public bool IsThere { get; private set; }

    public DocumentChange Change { get; private set; }

    /// <summary>Null where the document is not there to be checked.</summary>
    public CheckView? Check { get; private set; }

    public LifecycleState State { get; } = desk.State;

    public bool IsSaved { get; private set; }

    /// <summary>What another window saved meanwhile; null where none did.</summary>
    public string? Other { get; private set; }

    public string? Problem { get; private set; }

    private string Author => User.Identity!.Name!;

    public async Task<IActionResult> OnGetAsync(string source, string? name, string? saved, CancellationToken cancel)
    {
        if (!Open(source, name))
        {
            return NotFound();
        }

        IsSaved = saved is not null;
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(string source, string? name, CancellationToken cancel)
    {
        if (!Open(source, name))
        {
            return NotFound();
        }

        return Act switch
        {
            "save" => await SaveAsync(cancel),
            "rename" => await RenameAsync(cancel),
            "remove" => await RemoveAsync(cancel),
            "restore" => await RestoreAsync(cancel),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult> SaveAsync(CancellationToken cancel)
    {
        var text = Text ?? "";
        byte[]? other = null;
        var refusal = copies.Change(Opened, Author, Document, Save, out var source);
        if (refusal is null)
        {
            return LocalRedirect(OpenedCopy.UrlOf(source, Document) + "&saved=1");
        }

        if (other is not null)
        {
            (Other, Was) = (DocumentText.Show(other), DocumentText.MarkOf(other));
        }

        return await RefuseAsync(refusal, StatusCodes.Status409Conflict, cancel);

        string? Save(VersionContent content, out VersionContent next)
        {
            next = content;
            var there = VersionEdit.TryGet(content, Document, out var bytes);
            if (there && DocumentText.MarkOf(bytes!) != Was && DocumentText.Show(bytes!) != text.ReplaceLineEndings("\n"))
            {
                other = bytes;
                return "The document was changed in another window since this page was shown. Your text is here, not saved yet; "
                    + "saving again puts it in the place of the other.";
            }

            return VersionEdit.Put(content, Document, DocumentText.Write(text, bytes), out next);
        }
    }

    private async Task<IActionResult> RenameAsync(CancellationToken cancel)
    {
        var to = To?.Trim() ?? "";
        var refusal = copies.Change(Opened, Author, to, Rename, out var source);
        return refusal is null
            ? LocalRedirect(OpenedCopy.UrlOf(source, to))
            : await RefuseAsync(refusal, StatusCodes.Status400BadRequest, cancel);

        string? Rename(VersionContent content, out VersionContent next)
        {
            next = content;
            return !VersionEdit.TryGet(content, Document, out var bytes) ? "The document is not there any more."
                : VersionEdit.TryGet(content, to, out _) ? $"{to} is there already."
                : VersionEdit.Put(VersionEdit.Without(content, Document), to, bytes, out next);
        }
    }

    private async Task<IActionResult> RemoveAsync(CancellationToken cancel)
    {
        var refusal = copies.Change(Opened, Author, Document, Remove, out var source);
        return refusal is null
            ? LocalRedirect(OpenedCopy.UrlOf(source))
            : await RefuseAsync(refusal, StatusCodes.Status400BadRequest, cancel);

        string? Remove(VersionContent content, out VersionContent next)
        {
            next = VersionEdit.Without(content, Document);
            return null;
        }
    }

    private async Task<IActionResult> RestoreAsync(CancellationToken cancel)
    {
        if (!VersionEdit.TryGet(Opened.Base, Document, out var before))
        {
            return NotFound();
        }

        var refusal = copies.Change(
            Opened,
            Author,
            Document,
            (VersionContent content, out VersionContent next) => VersionEdit.Put(content, Document, before, out next),
            out var source);
        return refusal is null
            ? LocalRedirect(OpenedCopy.UrlOf(source, Document) + "&saved=1")
            : await RefuseAsync(refusal, StatusCodes.Status400BadRequest, cancel);
    }

    private async Task<IActionResult> RefuseAsync(string why, int status, CancellationToken cancel)
    {
        Problem = why;
        Response.StatusCode = status;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        IsThere = VersionEdit.TryGet(Opened.Content, Document, out var bytes);
        Change = Opened.ChangeOf(Document);
        if (bytes is not null)
        {
            Text ??= DocumentText.Show(bytes);
            Was ??= DocumentText.MarkOf(bytes);
            Check = new CheckView(await checks.OfAsync(Opened.Content, cancel), Opened.Content, Opened.Source, Document);
        }

        return Page();
    }

    private bool Open(string source, string? name)
    {
        if (copies.Open(source, Author) is not { } opened || name is null
            || (!VersionEdit.TryGet(opened.Content, name, out _) && !VersionEdit.TryGet(opened.Base, name, out _)
                && !(opened.Copy is not null && Act == "save")))
        {
            return false;
        }

        (Opened, Document) = (opened, name);
        return true;
    }
}
