using System.Globalization;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Cli.Governing;

/// <summary>Asks a running gateway about its policies, and for steps of their lifecycle.</summary>
/// <exception cref="InspectionException">The address cannot be asked without giving the password away.</exception>
internal sealed class GatewayPolicies(Access access) : IDisposable
{
    private const string Missing = "this gateway does not tell of policies";
    private readonly GatewayClient _client = new(access);

    public Task<PolicyStateDocument> StateAsync(CancellationToken cancel) =>
        _client.GetAsync("api/policies", PolicyJson.Default.PolicyStateDocument, Missing, cancel);

    public Task<PolicyStepDocument[]> HistoryAsync(CancellationToken cancel) =>
        _client.GetAsync("api/policies/history", PolicyJson.Default.PolicyStepDocumentArray, Missing, cancel);

    /// <summary>The documents of a version, whose hash is checked here too.</summary>
    public async Task<VersionContent> ContentAsync(string version, CancellationToken cancel)
    {
        var packed = await _client.GetBytesAsync(
            $"api/policies/versions/{Uri.EscapeDataString(version)}", $"there is no version {version}, or several begin so", cancel);
        return VersionContent.TryUnpack(packed, null, out var content)
            && content.Version.StartsWith(version, StringComparison.OrdinalIgnoreCase)
            ? content
            : throw new InspectionException($"what came is not version {version}");
    }

    public async Task<PolicyAnswerDocument> ProposeAsync(
        VersionContent content, string why, PolicyExpectation? expectation, CancellationToken cancel)
    {
        var expected = expectation is { } e
            ? string.Create(CultureInfo.InvariantCulture, $"&share={e.Share:R}&low={e.Low:R}&high={e.High:R}&decisions={e.Decisions}")
            : "";
        using var body = new ByteArrayContent(content.Pack());
        return await _client.PostAsync(
            $"api/policies/versions?why={Uri.EscapeDataString(why)}{expected}", body, PolicyJson.Default.PolicyAnswerDocument, cancel);
    }

    public Task<PolicyAnswerDocument> TakeAsync(PolicyStepRequest step, CancellationToken cancel) => _client.PostAsync(
        "api/policies/steps", step, PolicyJson.Default.PolicyStepRequest, PolicyJson.Default.PolicyAnswerDocument, cancel);

    public void Dispose() => _client.Dispose();
}
