using System.CommandLine;
using System.Globalization;
using SecurityDecisioning.Cli.Backtesting;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd backtest --policies NEW --against OLD</c>: decides recorded traffic again with both. Exit code 1 where it cannot, 2 where
/// a bound of <c>--fail-on</c> is broken, 130 where it was interrupted and the report is of a part.
/// </summary>
internal static class BacktestCommand
{
    private const int Interrupted = 130;
    private const string Simulate = "simulate";

    private static readonly Option<string> Policies = new("--policies")
    {
        Description = "The new set: a folder of policies, a version or set by its hash, or `live`.", Required = true,
    };

    private static readonly Option<string> Against = new("--against")
    {
        Description = "The set to hold it against: the same, or `recorded` for what was decided then.",
        DefaultValueFactory = _ => SetReference.Recorded,
    };

    private static readonly Option<string?> Data = DecisionCommand.Data();
    private static readonly Option<DateTimeOffset?> From = FeaturesCommand.Time("--from", "First time of a decision, such as 2026-07-01.");
    private static readonly Option<DateTimeOffset?> To = FeaturesCommand.Time("--to", "Last time of a decision.");

    private static readonly Option<string[]> Mode = new("--mode")
    {
        Description = "A mode over the new set's own, such as login-*=enforce, to see what a shadow policy would do. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Truth = new("--truth")
    {
        Description = "Ground truth of the simulator, in the place of people's verdicts on cases.",
    };

    private static readonly Option<int> CleanLogins = new("--clean-logins")
    {
        Description = "Successful logins from which on an account without incidents has a clean history.",
        DefaultValueFactory = _ => CleanHistory.DefaultLogins,
    };

    private static readonly Option<string[]> FailOn = new("--fail-on")
    {
        Description = "A bound that a build must keep, such as clean-accounts>10, changed>0.5% or recall<0.9. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Restrictions = Choice(new Option<string>("--restrictions")
    {
        Description = "Which restrictions hold: `recorded` for those that stood then, or `simulate` for those that each set itself leaves.",
        DefaultValueFactory = _ => SetReference.Recorded,
    });

    private static readonly Option<bool> Json = DecisionCommand.Json();

    public static Command Create()
    {
        var command = new Command("backtest", "Decide recorded traffic again with new policies and report what changes, for whom and why.")
        {
            Policies, Against, Data, From, To, Mode, Restrictions, Truth, CleanLogins, FailOn, Json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                return Task.FromResult(Run(parsed, output, error, cancellation));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                error.WriteLine($"sd backtest: {e.Message}");
                return Task.FromResult(1);
            }
        });
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var bounds = parsed.GetValue(FailOn)!.Select(BacktestBound.Parse).ToList();
        var isJson = parsed.GetValue(Json);
        var (newName, oldName) = (parsed.GetValue(Policies)!, parsed.GetValue(Against)!);
        var data = DecisionCommand.Folder(parsed.GetValue(Data), "data");
        var log = Path.Combine(data, "log");
        var archive = LogArchive.Open(log, Topic.Decisions);
        var sets = new SetReference(Path.Combine(data, "policies"), archive, LogArchive.Open(log, Topic.Policies));
        var plan = new BacktestPlan
        {
            New = sets.Find(newName, SetReference.Modes(parsed.GetValue(Mode)!)),
            Old = oldName == SetReference.Recorded ? null : sets.Find(oldName, null),
            FromMs = parsed.GetValue(From)?.ToUnixTimeMilliseconds() ?? long.MinValue,
            ToMs = parsed.GetValue(To)?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            SimulatesRestrictions = parsed.GetValue(Restrictions) == Simulate,
            Clean = new CleanHistory(parsed.GetValue(CleanLogins)),
            Labels = parsed.GetValue(Truth) is { } truth ? LabelReader.OfTruth(truth) : LabelReader.OfVerdicts(log),
        };
        var backtest = new Backtest(plan);
        var start = plan.FromMs == long.MinValue ? 0 : archive.FileBefore(plan.FromMs - Backtest.DisorderMs);
        var report = backtest.Run(
            archive.Read(backtest.NoteDamage, start), archive.BytesFrom(start), progress => Show(progress, isJson, error), cancellation);
        (oldName, newName) = (SetReference.Describe(oldName, plan.Old), SetReference.Describe(newName, plan.New));
        if (isJson)
        {
            output.WriteLine(BacktestJson.Report(report, oldName, newName));
        }
        else
        {
            BacktestText.Write(report, oldName, newName, output);
        }

        var broken = bounds.Select(b => b.Broken(report)).OfType<string>().ToList();
        broken.ForEach(b => error.WriteLine($"sd backtest: {b}"));
        return !report.IsComplete ? Interrupted : broken.Count > 0 ? 2 : 0;
    }

    private static Option<string> Choice(Option<string> option)
    {
        option.AcceptOnlyFromAmong(SetReference.Recorded, Simulate);
        return option;
    }

    private static void Show(BacktestProgress progress, bool isJson, TextWriter error) => error.WriteLine(isJson
        ? BacktestJson.Progress(progress)
        : string.Create(CultureInfo.InvariantCulture,
            $"{progress.Decisions:N0} decisions ({progress.Share:0 %}, {progress.PerSecond:N0}/s, {progress.LeftSeconds:0} s left): "
            + $"{progress.Changed:N0} change, {progress.CleanAccounts:N0} clean accounts newly touched"));
}
