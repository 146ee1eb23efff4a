namespace SecurityDecisioning.DemoShop.Data;

/// <summary>Somebody with an account.</summary>
public sealed record User(long Id, string Username, string Name, string Role)
{
    public bool IsAdmin => Role == "admin";
}
