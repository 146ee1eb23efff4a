using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Pages;

/// <summary>A working copy: its documents, what proofs and tests say of it, how it differs from the live version, handing it in.</summary>
[RequestSizeLimit(CopyLimits.UploadBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = CopyLimits.UploadBytes)]
internal sealed class PolicyWorkModel(PolicyDesk desk, WorkingCopyDesk copies, CopyChecks checks) : PageModel
{
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Shown { get; set; }

    /// <summary>What its backtest expects, as it is typed; empty for nothing.</summary>
    [BindProperty]
    public string? Expect { get; set; }

    public OpenedCopy Opened { get; private set; } = null!;

    public CheckView Check { get; private set; } = null!;

    public IReadOnlyList<(string Name, DocumentChange Change)> Documents { get; private set; } = [];

    public IReadOnlyList<DocumentDiff> Diff { get; private set; } = [];

    public LifecycleState State { get; } = desk.State;

    /// <summary>Whether another version went live since this one began: without it, handing in would take its changes back.</summary>
    public bool IsBehind => Opened.Copy is not null && Opened.From.Length > 0 && Opened.From != State.Live && State.Live.Length > 0;

    public bool DiffersFromLive { get; private set; }

    public string? Notice { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<PolicyProblem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string source, string? done, CancellationToken cancel)
    {
        Notice = done switch { "followed" => "The live version's changes are in.", "uploaded" => "Uploaded.", _ => null };
        return Open(source) ? await ShowAsync(cancel) : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string source, List<IFormFile> files, CancellationToken cancel)
    {
        if (!Open(source))
        {
            return NotFound();
        }

        return Act switch
        {
            "add" => await AddAsync(cancel),
            "upload" => await UploadAsync(files, cancel),
            "follow" => await FollowAsync(cancel),
            "hand-in" => await HandInAsync(cancel),
            "discard" => Discard(),
            _ => BadRequest(),
        };
    }

    private string Name => User.Identity!.Name!;

    private async Task<IActionResult> AddAsync(CancellationToken cancel)
    {
        var name = To?.Trim() ?? "";
        var refusal = copies.Change(Opened, Name, name, Add, out var source);
        return refusal is null ? LocalRedirect(OpenedCopy.UrlOf(source, name)) : await RefuseAsync(refusal, cancel);

        string? Add(VersionContent content, out VersionContent next)
        {
            next = content;
            return VersionEdit.TryGet(content, name, out _)
                ? $"{name} is there already."
                : VersionEdit.Put(content, name, DocumentText.Write(NewDocument.TextOf(name, Name), null), out next);
        }
    }

    private async Task<IActionResult> UploadAsync(List<IFormFile> files, CancellationToken cancel)
    {
        if (files.Count is 0 or > CopyLimits.Uploaded)
        {
            return await RefuseAsync($"Choose one to {CopyLimits.Uploaded} files.", cancel);
        }

        var folder = To?.Trim().Trim('/') ?? "";
        var read = new List<(string Name, byte[] Bytes)>();
        foreach (var file in files)
        {
            // Only the last part of what a browser sends is the file's name; some send the whole path.
            var name = (folder.Length > 0 ? folder + "/" : "") + file.FileName.Split('/', '\\')[^1];
            var bytes = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancel);
            if (!DocumentText.IsText(bytes))
            {
                return await RefuseAsync($"{name} is not text in UTF-8; nothing was uploaded.", cancel);
            }

            read.Add((name, bytes));
        }

        var refusal = copies.Change(Opened, Name, read[0].Name, PutAll, out var source);
        return refusal is null ? LocalRedirect(OpenedCopy.UrlOf(source) + "?done=uploaded") : await RefuseAsync(refusal, cancel);

        string? PutAll(VersionContent content, out VersionContent next)
        {
            next = content;
            foreach (var (name, bytes) in read)
            {
                if (VersionEdit.Put(next, name, bytes, out next) is { } problem)
                {
                    next = content;
                    return $"{name}: {problem} Nothing was uploaded.";
                }
            }

            return null;
        }
    }

    private async Task<IActionResult> FollowAsync(CancellationToken cancel)
    {
        if (copies.Follow(Opened, Name, out var both) is { } refusal)
        {
            return await RefuseAsync(refusal, cancel);
        }

        if (both.Count == 0)
        {
            return LocalRedirect(Opened.Url + "?done=followed");
        }

        Open(Opened.Source);
        Problem = $"The live version's changes are in, but for {string.Join(", ", both)}: changed there and by you, and yours is kept. "
            + "Look at the differences below.";
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> HandInAsync(CancellationToken cancel)
    {
        var expectation = Expect is { } typed ? ExpectationInput.Read(typed) : null;
        if (expectation is null && !string.IsNullOrWhiteSpace(Expect))
        {
            return await RefuseAsync($"What the backtest expects is written {ExpectationInput.Form}.", cancel);
        }

        var answer = await copies.HandInAsync(Opened, Shown, Name, Note?.Trim() ?? "", expectation, cancel);
        if (answer.IsDone)
        {
            return LocalRedirect($"/policies/versions/{answer.Step!.To}?done={PolicyNotice.HandedIn}");
        }

        Problems = answer.Problems;
        return await RefuseAsync(answer.Refusal!, cancel, StatusCodes.Status409Conflict);
    }

    private LocalRedirectResult Discard()
    {
        copies.Discard(Opened.Source, Name);
        return LocalRedirect("/policies/propose?done=" + PolicyNotice.Discarded);
    }

    private async Task<IActionResult> RefuseAsync(string why, CancellationToken cancel, int status = StatusCodes.Status400BadRequest)
    {
        Problem = why;
        Response.StatusCode = status;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        Documents = Opened.Documents();
        Check = new CheckView(await checks.OfAsync(Opened.Content, cancel), Opened.Content, Opened.Source);
        Diff = VersionDiff.Of(copies.Live(), Opened.Content);
        DiffersFromLive = Opened.Content.Version != State.Live;
        return Page();
    }

    private bool Open(string source)
    {
        if (copies.Open(source, Name) is not { } opened)
        {
            return false;
        }

        Opened = opened;
        return true;
    }
}
