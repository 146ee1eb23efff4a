namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>One thing that one client does at one moment.</summary>
/// <param name="AtMs">Milliseconds since the scenario began.</param>
/// <param name="Actor">Whose doing it is.</param>
/// <param name="Client">With which browser or program.</param>
/// <param name="Address">From where.</param>
/// <param name="Kind">What.</param>
public sealed record Step(long AtMs, Actor Actor, Client Client, ClientAddress Address, StepKind Kind)
{
    /// <summary>The product, page, order or search the step is about.</summary>
    public int Subject { get; init; }

    /// <summary>The account name typed, empty where none is.</summary>
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The client whose cookies are taken (<see cref="StepKind.StealSession"/> only).</summary>
    public Client? Victim { get; init; }

    /// <summary>Whether the stolen cookies include the device's own.</summary>
    public bool WholeJar { get; init; }
}
