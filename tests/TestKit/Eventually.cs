namespace SecurityDecisioning.TestKit;

/// <summary>Waits for a condition that the product reaches by itself: its projections follow the log.</summary>
public static class Eventually
{
    private const int Looks = 300;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(Between);
        }

        throw new AssertionException($"did not come about: {what}");
    }
}
