using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>The peers' part of the report.</summary>
/// <param name="Alone">With nothing else to do.</param>
/// <param name="Busy">With people at both gateways.</param>
/// <param name="RequestsPerSecond">Of those people, answered, both gateways together.</param>
/// <param name="Cores">Processor time that both gateways took of each second.</param>
internal sealed record PeersFigures(PeersDelays Alone, PeersDelays Busy, double RequestsPerSecond, double Cores)
{
    private const double WantedP99 = 250;

    public string Write()
    {
        var text = new StringBuilder("## A restriction at one gateway, until it holds at the other\n\n");
        text.Append("Two gateways in processes of their own, shipped model, three brokers of librdkafka's mock cluster (loopback, no ")
            .Append("disk), strict log; an analyst restricts an address by the console's form and the address asks the other gateway ")
            .Append("every millisecond or so until it is answered 429. All of it shares the machine's cores.\n\n");
        text.Append("| | restrictions | median, ms | p99, ms | slowest, ms |\n|---|---|---|---|---|\n");
        Row("from the click, nothing else to do", Alone.Restrictions, Alone.FromClickMedian, Alone.FromClickP99, Alone.FromClickMax);
        Row("from the console's answer", Alone.Restrictions, Alone.FromAnswerMedian, Alone.FromAnswerP99, Alone.FromAnswerMax);
        Row("from the click, with traffic", Busy.Restrictions, Busy.FromClickMedian, Busy.FromClickP99, Busy.FromClickMax);
        Row("from the console's answer", Busy.Restrictions, Busy.FromAnswerMedian, Busy.FromAnswerP99, Busy.FromAnswerMax);
        var met = Math.Max(Alone.FromClickP99, Busy.FromClickP99) <= WantedP99 ? "met" : "missed";
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nWanted: p99 of at most {WantedP99:N0} ms, {met}. Traffic: {RequestsPerSecond:N0} requests per second in all, the "
                + $"addresses' asking left out; the two gateways took {Cores:N2} cores.\n");
        return text.ToString();

        void Row(string name, int count, double median, double p99, double max) =>
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {count} | {median:N0} | {p99:N0} | {max:N0} |\n");
    }
}
