namespace Tabular;

/// <summary>A payment by card, as a row of the table. Columns that may be missing are NaN or empty then.</summary>
internal sealed class Payment
{
    /// <summary>What was paid, in euros.</summary>
    public float Amount { get; set; }

    /// <summary>The hour of the day, 0 to 24.</summary>
    public float Hour { get; set; }

    /// <summary>How far from the owner's home, in kilometres. Missing where the shop is unknown.</summary>
    public float Distance { get; set; }

    /// <summary>How long the owner has had the account, in years. Missing for some.</summary>
    public float AccountAge { get; set; }

    /// <summary>What kind of shop it was.</summary>
    public string Shop { get; set; } = string.Empty;

    /// <summary>How it was paid. Missing for some.</summary>
    public string Channel { get; set; } = string.Empty;

    /// <summary>The country of the shop.</summary>
    public string Country { get; set; } = string.Empty;

    /// <summary>1 for a planted anomaly, else 0. Only the evaluation looks at it.</summary>
    public float Label { get; set; }

    /// <summary>The column that was changed to plant the anomaly; empty if there is none.</summary>
    public string Planted { get; set; } = string.Empty;
}
