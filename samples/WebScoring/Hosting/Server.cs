using WebScoring.Scoring;

namespace WebScoring.Hosting;

/// <summary>The web server: limits, the page, the endpoints.</summary>
internal static class Server
{
    /// <summary>The longest body of a request with one row, in bytes.</summary>
    private const long MaximumBodySize = 64 * 1024;

    /// <summary>Pages of other hosts can do nothing here, and nothing here asks other hosts.</summary>
    private const string ContentPolicy = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'";

    internal static WebApplication Create(Scorer scorer, string urls, int requestsPerMinute)
    {
        // The page lies beside the program, wherever that is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBodySize;
        });
        // A line for each request would be most of what the service does.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(scorer);
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks();
        builder.Services.AddRateLimiter(options => RequestLimit.Configure(options, requestsPerMinute));
        // A client that neither sends nor hangs up holds up the end for no longer.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        var application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            return next(context);
        });
        application.UseDefaultFiles();
        application.UseStaticFiles();
        application.UseRateLimiter();
        application.MapOpenApi();
        application.MapHealthChecks("/health").DisableRateLimiting();
        Endpoints.Map(application, scorer);
        return application;
    }
}
