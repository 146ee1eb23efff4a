using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>The serving engine, put together for a log.</summary>
internal static class ReplayEngine
{
    /// <exception cref="ArgumentException">Policies, model or countries cannot be used; the message tells all of it.</exception>
    public static LogReplay Make(string policies, string? model, string? countries, IReadOnlyList<LoginPattern> logins)
    {
        var loaded = PolicyLoader.Load(policies);
        var set = loaded.Set ?? throw new ArgumentException(
            $"the policies in `{policies}` cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, loaded.Problems)}");
        var ranker = new RiskRanker(DetectorSet.Default, ModelOf(model));
        var table = countries is null ? CountryTable.Empty : CountryTable.Load(countries);
        var features = new FeatureStore();
        var restrictions = new RestrictionIndex(pin: (entity, stands) => features.SetPinned(entity, stands));
        // A replay has no client that waits: no decision is cut short, or the report would depend on the machine.
        var options = new EngineOptions { Budget = TimeSpan.FromSeconds(1) };
        var engine = new DecisionEngine(features, ranker, () => set, restrictions, options);
        return new LogReplay(engine, restrictions, new LogEvents(new PathOperations(logins), new Enricher { Countries = table }.Enrich));
    }

    private static RiskModel? ModelOf(string? folder)
    {
        try
        {
            return folder is null ? null : RiskModel.Load(folder);
        }
        catch (ModelFileException e)
        {
            throw new ArgumentException($"the model in `{folder}` cannot be used: {e.Message}", e);
        }
    }
}
