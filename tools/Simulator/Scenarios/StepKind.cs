namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>What a simulated client does next. One request each, but for <see cref="StealSession"/>.</summary>
public enum StepKind : byte
{
    Home = 0,
    Catalogue = 1,
    Product = 2,
    Search = 3,
    Stylesheet = 4,
    Script = 5,
    LoginForm = 6,
    Login = 7,
    Logout = 8,
    RegisterForm = 9,
    Register = 10,
    ResetForm = 11,
    ResetRequest = 12,
    ResetConfirm = 13,
    CartAdd = 14,
    Cart = 15,
    CheckoutForm = 16,
    Checkout = 17,
    Account = 18,
    Admin = 19,
    ApiLogin = 20,
    ApiProducts = 21,
    ApiProduct = 22,
    ApiOrders = 23,
    ApiOrder = 24,
    ApiMe = 25,
    Robots = 26,
    Missing = 27,

    /// <summary>No request: the client takes over the cookies of <see cref="Step.Victim"/>.</summary>
    StealSession = 28,
}
