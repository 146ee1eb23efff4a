using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Tests.Scenarios;

internal sealed class SimulatedCountriesTests
{
    [Test]
    public void The_sample_table_is_what_the_simulator_uses() =>
        Assert.That(File.ReadAllText(Repository.File("samples", "sim-countries.csv")), Is.EqualTo(SimulatedCountries.ToCsv()));

    [TestCase("127.10.3.4", "DE")]
    [TestCase("127.29.255.255", "KR")]
    [TestCase("127.30.0.1", "")]
    [TestCase("127.0.0.1", "")]
    [TestCase("10.10.3.4", "")]
    [TestCase("::1", "")]
    public void An_address_has_the_country_of_its_second_octet(string text, string country)
    {
        Assert.That(ClientAddress.TryParse(text, out var address), Is.True);
        Assert.That(SimulatedCountries.Of(address), Is.EqualTo(country));
    }
}
