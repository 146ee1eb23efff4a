using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Cli.Training;

/// <summary>One simulated world of the training plan.</summary>
/// <param name="Scenario">What happens in it.</param>
/// <param name="Defended">
/// Whether a gateway answers what looks bad with a challenge, so that the model also learns what attacks look like once they
/// are being stopped.
/// </param>
internal sealed record World(ScenarioOptions Scenario, bool Defended)
{
    public string Description =>
        $"seed {Scenario.Seed}, {Scenario.Pace.Name} {Scenario.Pace.Duration:g}{(Defended ? ", defended" : "")}";
}
