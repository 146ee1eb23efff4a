using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Gateway.Enrichment;
using SecurityDecisioning.Gateway.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>The serving engine, put together for a log.</summary>
internal static class ReplayEngine
{
    /// <param name="policies">Folder of policies.</param>
    /// <param name="model">Folder of the model, or null for triage alone.</param>
    /// <param name="countries">CSV of cidr,country, or null.</param>
    /// <param name="settings">A gateway's settings, whose enrichment and modes are used, or null for the shipped modes.</param>
    /// <param name="logins">Which requests sign in.</param>
    /// <exception cref="ArgumentException">Policies, model or countries cannot be used; the message tells all of it.</exception>
    /// <exception cref="InvalidDataException">Settings or a file they name cannot be used.</exception>
    public static LogReplay Make(
        string policies, string? model, string? countries, string? settings, IReadOnlyList<LoginPattern> logins)
    {
        var loaded = PolicyLoader.Load(policies, ModesOf(settings));
        var set = loaded.Set ?? throw new ArgumentException(
            $"the policies in `{policies}` cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, loaded.Problems)}");
        var ranker = new RiskRanker(DetectorSet.Default, ModelOf(model));
        var table = countries is null ? CountryTable.Empty : CountryTable.Load(countries);
        var features = new FeatureStore();
        var restrictions = new RestrictionIndex(pin: (entity, stands) => features.SetPinned(entity, stands));
        // A replay has no client that waits: no decision is cut short, or the report would depend on the machine.
        var options = new EngineOptions { Budget = TimeSpan.FromSeconds(1) };
        var engine = new DecisionEngine(features, ranker, new PolicyRollout(set), restrictions, options);
        return new LogReplay(engine, restrictions, new LogEvents(new PathOperations(logins), EnricherOf(settings, table).Enrich));
    }

    private static Enricher EnricherOf(string? settings, CountryTable countries)
    {
        if (settings is null) return new Enricher { Countries = countries };
        var file = Path.GetFullPath(settings);
        var section = new ConfigurationBuilder().AddJsonFile(file).Build().GetSection(EnrichmentSettings.Section);
        var files = section.Get<EnrichmentSettings>() ?? new EnrichmentSettings();
        return EnrichmentReading.Once(files, Path.GetDirectoryName(file)!, countries);
    }

    /// <summary>The modes that a gateway with these settings sets over the documents' own; without any, the shipped ones.</summary>
    private static Dictionary<string, string> ModesOf(string? settings)
    {
        var file = Path.GetFullPath(settings ?? Path.Combine(AppContext.BaseDirectory, "gateway.json"));
        return File.Exists(file) ? PolicySettings.Read(new ConfigurationBuilder().AddJsonFile(file).Build()).Modes : [];
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
