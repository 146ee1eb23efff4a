using System.Net;

namespace SecurityDecisioning.EndToEnd.Tests.Peers;

/// <summary>
/// Somebody who tries one account after the other, at the gateways they have in turn, until they are stopped. Their programs,
/// each with cookies of its own, take turns too.
/// </summary>
internal sealed class Attacker(string address, Uri[] gateways, int programs) : IDisposable
{
    private readonly Visitor[] _programs =
        [.. Enumerable.Range(0, programs).Select(_ => Visitor.InBrowser(gateways[0], address))];

    /// <summary>So far, the one that was stopped included.</summary>
    public int Attempts { get; private set; }

    public bool IsCaught { get; private set; }

    /// <summary>Opens the page with the form.</summary>
    public Task LookAsync() => _programs[0].StatusOfAsync("/login");

    public async Task TryAsync()
    {
        var answer = await _programs[Attempts % _programs.Length].LoginAsync(
            $"{address}-{Attempts}@shop.example", "guess", gateway: gateways[Attempts % gateways.Length]);
        IsCaught = answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests;
        Attempts++;
    }

    public void Dispose()
    {
        foreach (var program in _programs)
        {
            program.Dispose();
        }
    }
}
