namespace SecurityDecisioning.DemoShop.Seed;

/// <summary>One account that the shop starts with.</summary>
/// <param name="Number">0-based position; the user's id in a fresh shop is one more.</param>
/// <param name="Username">What is typed to sign in: a mail address under a reserved domain.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Password">Made up, as people make them up.</param>
internal sealed record SeedAccount(int Number, string Username, string Name, string Password);
