using System.Globalization;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.Cases;

namespace SecurityDecisioning.Cli.Governing;

/// <summary>Asks a running gateway about cases and snoozes, and for verdicts.</summary>
/// <exception cref="InspectionException">The address cannot be asked without giving the password away.</exception>
internal sealed class GatewayCases(Access access) : IDisposable
{
    private const string Missing = "this gateway does not tell of cases";
    private readonly GatewayClient _client = new(access);

    public Task<CaseDocument[]> ListAsync(bool closed, string? before, int limit, CancellationToken cancel) => _client.GetAsync(
        $"api/cases?closed={(closed ? "true" : "false")}{Page(before, limit)}", CaseJson.Default.CaseDocumentArray, Missing, cancel);

    public async Task<CaseDocument> ShowAsync(string id, CancellationToken cancel) => (await _client.GetAsync(
        $"api/cases/{Uri.EscapeDataString(id)}", CaseJson.Default.CaseDocumentArray, $"there is no case {id}", cancel))[0];

    public Task<SnoozeDocument[]> SnoozesAsync(string? before, int limit, CancellationToken cancel) => _client.GetAsync(
        $"api/snoozes?{Page(before, limit).TrimStart('&')}", CaseJson.Default.SnoozeDocumentArray, Missing, cancel);

    public Task<CaseAnswerDocument> OpenAsync(CaseStepRequest request, CancellationToken cancel) => TakeAsync("api/cases", request, cancel);

    public Task<CaseAnswerDocument> CloseAsync(string id, CaseStepRequest request, CancellationToken cancel) =>
        TakeAsync($"api/cases/{Uri.EscapeDataString(id)}/verdict", request, cancel);

    public Task<CaseAnswerDocument> SnoozeAsync(string id, CaseStepRequest request, CancellationToken cancel) =>
        TakeAsync($"api/cases/{Uri.EscapeDataString(id)}/snooze", request, cancel);

    public Task<CaseAnswerDocument> EndAsync(string id, CaseStepRequest request, CancellationToken cancel) =>
        TakeAsync($"api/snoozes/{Uri.EscapeDataString(id)}/end", request, cancel);

    public void Dispose() => _client.Dispose();

    private Task<CaseAnswerDocument> TakeAsync(string path, CaseStepRequest request, CancellationToken cancel) =>
        _client.PostAsync(path, request, CaseJson.Default.CaseStepRequest, CaseJson.Default.CaseAnswerDocument, cancel);

    private static string Page(string? before, int limit) => string.Create(CultureInfo.InvariantCulture, $"&limit={limit}")
        + (before is null ? "" : "&before=" + Uri.EscapeDataString(before));
}
