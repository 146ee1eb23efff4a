using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// Gives every request its plain path (<see cref="PlainPath"/>) before anything looks at it: routing first of all, because the route
/// says what a request is for, and <c>//login</c> must not be a page. The upstream is given the path as it was sent. What can
/// lead to two places is refused: to decide about the one and forward to the other is what a trick of paths is for.
/// </summary>
internal sealed class PathReading(YarpMetrics metrics) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => context => Read(context, following));
        next(app);
    };

    /// <summary>Gives the path back as it was sent, for the upstream alone.</summary>
    public static void Restore(HttpContext context)
    {
        if (context.Features.Get<SentPath>() is { } sent)
        {
            context.Request.Path = new PathString(sent.Value);
        }
    }

    private Task Read(HttpContext context, RequestDelegate following)
    {
        var path = context.Request.Path.Value ?? "";
        if (!PlainPath.TryRead(path, out var plain))
        {
            metrics.AmbiguousPath();
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        if (!ReferenceEquals(plain, path))
        {
            context.Features.Set(new SentPath(path));
            context.Request.Path = new PathString(plain);
        }

        return following(context);
    }
}
