using System.Globalization;
using SecurityDecisioning.DemoShop.Catalog;
using SecurityDecisioning.DemoShop.Data;
using SecurityDecisioning.DemoShop.Pages;
using SecurityDecisioning.DemoShop.Web;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>Cart and checkout.</summary>
internal static class CartEndpoints
{
    public static void MapCart(this IEndpointRouteBuilder app)
    {
        app.MapGet("/cart", (HttpContext context, Visitors visitors) => Show.Page<CartPage>(visitors.Of(context)));
        app.MapPost("/cart/items", AddAsync);
        app.MapPost("/cart/items/remove", RemoveAsync);
        app.MapGet("/checkout", (HttpContext context, Visitors visitors) => visitors.Of(context) is { User: not null } visitor
            ? Show.Page<CheckoutPage>(visitor)
            : Results.Redirect("/login?next=/checkout"));
        app.MapPost("/checkout", CheckOut);
        app.MapGet("/orders/{id:long}", (HttpContext context, Visitors visitors, OrderStore orders, long id) =>
        {
            var visitor = visitors.Of(context);
            return visitor.User is null ? Results.Redirect("/login")
                : orders.Find(visitor.User.Id, id) is { } order ? Show.Page<OrderPage>(visitor, 200, ("Order", order))
                : Show.Message(visitor, 404, "No such order", "This order does not exist, or is not yours.");
        });
    }

    private static async Task<IResult> AddAsync(HttpContext context, Visitors visitors, CartStore carts)
    {
        if (await ProductOfAsync(context) is not { } product)
        {
            return Show.Message(visitors.Of(context), 400, "No such product", "The form named none of our products.");
        }

        carts.Add(Visitors.CartFor(context), product);
        return Results.Redirect("/cart");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, CartStore carts)
    {
        if (await ProductOfAsync(context) is { } product && Visitors.CartOf(context) is { } cart)
        {
            carts.Remove(cart, product.Id);
        }

        return Results.Redirect("/cart");
    }

    private static IResult CheckOut(HttpContext context, Visitors visitors, CartStore carts, OrderStore orders)
    {
        var visitor = visitors.Of(context);
        if (visitor.User is null)
        {
            return Results.Redirect("/login?next=/checkout");
        }

        if (visitor.Cart.Count == 0)
        {
            return Results.Redirect("/cart");
        }

        var order = orders.Place(visitor.User.Id, visitor.Cart);
        carts.Clear(Visitors.CartOf(context)!);
        return Results.Redirect($"/orders/{order.ToString(CultureInfo.InvariantCulture)}");
    }

    private static async Task<Product?> ProductOfAsync(HttpContext context) =>
        await FormText.TryReadAsync(context.Request) is { } form
        && int.TryParse(FormText.Read(form, "product"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? ProductCatalog.Find(id)
            : null;
}
