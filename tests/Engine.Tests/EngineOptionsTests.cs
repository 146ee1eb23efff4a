namespace SecurityDecisioning.Engine.Tests;

internal sealed class EngineOptionsTests
{
    [Test]
    public void Defaults_are_in_range() => Assert.That(() => new EngineOptions().Validate(), Throws.Nothing);

    [Test]
    public void Every_limit_out_of_range_is_named() =>
        Assert.That(
            () => new EngineOptions { Budget = TimeSpan.Zero, MaxRestrictions = 0 }.Validate(),
            Throws.ArgumentException.With.Message.Contains("budget").And.Message.Contains("max restrictions"));
}
