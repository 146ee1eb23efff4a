using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Engine.Remaking;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd decision remake ID</c>: decides again from nothing but the record, with the model and the policies it names, and says
/// whether the result is the same, bit for bit. Exit code 1 where it is not or cannot be told.
/// </summary>
internal static class DecisionRemakeCommand
{
    public static Command Create()
    {
        var id = DecisionCommand.Id();
        var data = DecisionCommand.Data();
        var policies = new Option<string?>("--policies")
        {
            Description = "Folder of the policies it was made with. [default: the version that the gateway kept, or the shipped pack]",
        };
        var model = new Option<string?>("--model") { Description = "Folder of the model it was made with. [default: the shipped model]" };
        var json = DecisionCommand.Json();
        var command = new Command("remake", "Make a recorded decision again from its record; exit code 1 where it differs.")
        {
            id, data, policies, model, json,
        };
        command.SetAction((parsed, cancellation) => DecisionCommand.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var folder = DecisionCommand.Folder(parsed.GetValue(data), "data");
            var recorded = await RecordedDecision.FindAsync(folder, parsed.GetValue(id)!, cancellation);
            var kept = parsed.GetValue(policies) is null ? KeptSet(folder, recorded) : null;
            var set = kept ?? LoadPolicies(DecisionCommand.Folder(parsed.GetValue(policies), "policies"), recorded);
            var ranker = new RiskRanker(
                DetectorSet.Default, LoadModel(DecisionCommand.Folder(parsed.GetValue(model), "models", "shipped"), recorded));
            return Report(
                new DecisionRemaker(ranker, set).Remake(recorded), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        }));
        return command;
    }

    /// <summary>The set as the gateway keeps every set that ever decided, with the modes it had; null where it did not.</summary>
    private static PolicySet? KeptSet(string data, Decision recorded) =>
        new VersionStore(Path.Combine(data, "policies")).FindSet(recorded.PolicySetHash);

    private static PolicySet LoadPolicies(string folder, Decision recorded)
    {
        var result = PolicyLoader.Load(folder);
        if (result.Set is not { } set)
        {
            throw new InspectionException($"the policies in {folder} do not load; `sd policy lint` says why");
        }

        return set.Hash == recorded.PolicySetHash
            ? set
            : throw new InspectionException(
                $"it was decided with policy set {recorded.PolicySetHash}; {folder} holds {set.Hash}. Name that set with --policies");
    }

    /// <summary>The model that scored; none where none did, for whatever reason.</summary>
    private static RiskModel? LoadModel(string folder, Decision recorded)
    {
        if (recorded.ModelHash.Length == 0)
        {
            return null;
        }

        try
        {
            var model = RiskModel.Load(folder);
            return model.Hash == recorded.ModelHash
                ? model
                : throw new InspectionException(
                    $"it was decided with model {recorded.ModelHash}; {folder} holds {model.Hash}. Name that model with --model");
        }
        catch (ModelFileException e)
        {
            throw new InspectionException(e.Message, e);
        }
    }

    private static int Report(RemadeDecision remade, bool asJson, TextWriter output)
    {
        var decision = remade.Decision;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                id = decision.Id.ToString(),
                same = remade.IsSame,
                action = ActionKinds.NameOf(decision.Action),
                model_hash = decision.ModelHash,
                policy_set_hash = decision.PolicySetHash,
                differences = remade.Differences,
            }));
        }
        else if (remade.IsSame)
        {
            output.WriteLine($"same: {ActionKinds.NameOf(decision.Action)}, with policy set {decision.PolicySetHash} and "
                + (decision.ModelHash.Length == 0 ? "no model" : $"model {decision.ModelHash}"));
        }
        else
        {
            foreach (var difference in remade.Differences)
            {
                output.WriteLine(difference);
            }
        }

        return remade.IsSame ? 0 : 1;
    }
}
