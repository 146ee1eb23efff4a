using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Data;

namespace SecurityDecisioning.DemoShop.Web;

/// <summary>The two cookies of the shop: the session and the cart.</summary>
internal sealed class Visitors(SessionStore sessions, CartStore carts)
{
    public const string SessionCookie = "shop_session";
    public const string CartCookie = "shop_cart";

    public Visitor Of(HttpContext context) => new(
        SessionOf(context) is { } session ? sessions.UserOf(session) : null,
        CartOf(context) is { } cart ? carts.Read(cart) : []);

    public static string? CartOf(HttpContext context) => Token(context, CartCookie);

    public static string CartFor(HttpContext context)
    {
        if (CartOf(context) is { } cart)
        {
            return cart;
        }

        var fresh = RandomToken.New();
        context.Response.Cookies.Append(CartCookie, fresh, Options(context, TimeSpan.FromDays(14)));
        return fresh;
    }

    public void SignIn(HttpContext context, User user)
    {
        // A session of before is ended, not taken over: whoever planted it gains nothing.
        if (SessionOf(context) is { } before)
        {
            sessions.End(before);
        }

        context.Response.Cookies.Append(SessionCookie, sessions.Begin(user.Id), Options(context, SessionStore.Lifetime));
    }

    public void SignOut(HttpContext context)
    {
        if (SessionOf(context) is { } session)
        {
            sessions.End(session);
        }

        context.Response.Cookies.Delete(SessionCookie, Options(context, TimeSpan.Zero));
    }

    private static string? SessionOf(HttpContext context) => Token(context, SessionCookie);

    private static string? Token(HttpContext context, string cookie) =>
        context.Request.Cookies[cookie] is { } text && RandomToken.IsWellFormed(text) ? text : null;

    private static CookieOptions Options(HttpContext context, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime > TimeSpan.Zero ? lifetime : null,
    };
}
