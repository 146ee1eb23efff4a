namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>Tests that have a console of their own and somebody signed in to it.</summary>
internal abstract class SignedInTests
{
    protected RunningConsole _console = null!;
    protected Visitor _visitor = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _console = await RunningConsole.StartAsync();
        _visitor = await Visitor.SignedInAsync(_console);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _visitor.Dispose();
        await _console.DisposeAsync();
    }
}
