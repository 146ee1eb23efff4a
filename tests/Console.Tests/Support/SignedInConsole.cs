namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>A console with somebody signed in to it; how long it lives is said by what derives from it.</summary>
internal abstract class SignedInConsole
{
    protected RunningConsole _console = null!;
    protected Visitor _visitor = null!;

    protected async Task OpenAsync()
    {
        _console = await RunningConsole.StartAsync();
        _visitor = await Visitor.SignedInAsync(_console);
    }

    protected async Task CloseAsync()
    {
        _visitor.Dispose();
        await _console.DisposeAsync();
    }
}
