using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>The addresses an attack works from, each with the tool that runs there.</summary>
internal sealed class AddressPool
{
    private readonly (ClientAddress Address, Client Client)[] _members;
    private int _next;

    private AddressPool((ClientAddress, Client)[] members) => _members = members;

    public int Size => _members.Length;

    /// <summary>
    /// Rented servers (a few networks, one country) or a botnet of homes (anywhere, one address per network, some of them next
    /// door to customers).
    /// </summary>
    public static AddressPool Make(Stage stage, int size, bool botnet)
    {
        var rng = stage.Rng;
        var country = rng.Below(SimulatedCountries.Count);
        var network = rng.Between(130, 250);
        var persona = Personas.AttackTool(rng);
        var members = new (ClientAddress, Client)[Math.Max(1, size)];
        for (var i = 0; i < members.Length; i++)
        {
            var address = botnet
                ? SimulatedCountries.Address(rng.Below(SimulatedCountries.Count), rng.Between(1, 254), rng.Between(2, 254))
                : SimulatedCountries.Address(country, network + (i / 40 % 4), 10 + (i % 40));
            members[i] = (address, stage.NewClient(botnet && rng.Chance(0.5) ? Personas.AttackTool(rng) : persona));
        }

        return new AddressPool(members);
    }

    public (ClientAddress Address, Client Client) Next() => _members[_next++ % _members.Length];

    public (ClientAddress Address, Client Client) Any(Rng rng) => rng.Pick(_members);
}
