namespace Tabular;

/// <summary>Makes payments by rules that a detector can learn: what a shop usually takes, when it is open, how people pay there and
/// how far from home it is. An anomaly breaks one rule in one column; most of these values would be ordinary in another row.</summary>
internal sealed class PaymentMaker(int seed)
{
    private const double MissingPart = 0.05;

    private static readonly ShopKind[] Kinds =
    [
        new("Groceries", Amount: 40, Hour: 14, Distance: 3, ["Card", "Phone"], 0.40),
        new("Restaurant", Amount: 60, Hour: 20, Distance: 8, ["Card", "Phone"], 0.25),
        new("Fuel", Amount: 70, Hour: 9, Distance: 20, ["Card"], 0.20),
        new("Electronics", Amount: 500, Hour: 16, Distance: 200, ["Online"], 0.10),
        new("Travel", Amount: 900, Hour: 11, Distance: 1500, ["Online", "Card"], 0.05),
    ];

    private readonly Random _random = new(seed);

    /// <summary>Payments as they should be.</summary>
    internal Payment[] MakeOrdinary(int count) => [.. Enumerable.Range(0, count).Select(_ => Make(PickKind()))];

    /// <summary>Payments with one value that does not fit the others.</summary>
    internal Payment[] MakeAnomalies(int count) => [.. Enumerable.Range(0, count).Select(_ => Plant(PickKind()))];

    private Payment Make(ShopKind kind)
    {
        var distance = kind.Distance * Math.Exp(0.4 * Gaussian());
        var payment = new Payment
        {
            Shop = kind.Name,
            Amount = (float)(kind.Amount * Math.Exp(0.35 * Gaussian())),
            Hour = (float)Math.Clamp(kind.Hour + (1.5 * Gaussian()), 0, 24),
            Distance = (float)distance,
            AccountAge = (float)(20 * _random.NextDouble()),
            Channel = kind.Channels[_random.Next(kind.Channels.Length)],
            Country = distance > 1000 ? "Abroad" : "Home",
        };
        payment.Distance = IsMissing() ? float.NaN : payment.Distance;
        payment.AccountAge = IsMissing() ? float.NaN : payment.AccountAge;
        payment.Channel = IsMissing() ? string.Empty : payment.Channel;
        return payment;
    }

    private Payment Plant(ShopKind kind)
    {
        var payment = Make(kind);
        payment.Label = 1;
        switch (_random.Next(5))
        {
            case 0:
                (payment.Planted, payment.Amount) = (nameof(Payment.Amount), payment.Amount * (kind.Amount < 100 ? 15 : 0.05f));
                break;
            case 1:
                (payment.Planted, payment.Hour) = (nameof(Payment.Hour), (float)(1 + (3 * _random.NextDouble())));
                break;
            case 2:
                (payment.Planted, payment.Distance) = (nameof(Payment.Distance), kind.Distance < 100 ? 1500f : 2f);
                break;
            case 3:
                (payment.Planted, payment.Channel) = (nameof(Payment.Channel), kind.Channels.Contains("Online") ? "Phone" : "Online");
                break;
            default:
                (payment.Planted, payment.Country) = (nameof(Payment.Country), payment.Country == "Home" ? "Abroad" : "Home");
                break;
        }

        return payment;
    }

    private ShopKind PickKind()
    {
        var rest = _random.NextDouble();
        return Kinds.FirstOrDefault(kind => (rest -= kind.Share) < 0) ?? Kinds[^1];
    }

    private bool IsMissing() => _random.NextDouble() < MissingPart;

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private sealed record ShopKind(string Name, double Amount, double Hour, double Distance, string[] Channels, double Share);
}
