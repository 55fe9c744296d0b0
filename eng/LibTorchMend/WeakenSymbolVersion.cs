using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Marks a symbol version that an ELF library demands of another library as weak, so that the dynamic linker loads the library
/// where that version does not exist.
/// </summary>
/// <remarks>
/// Changes nothing if the library does not demand the version or demands it weakly already, and refuses if a symbol other than
/// the one that is known to be harmless depends on it. See the ELF gABI and the Linux Standard Base, "Symbol Versioning".
/// </remarks>
public sealed class WeakenSymbolVersion : Task
{
    private const int SymbolTable = 11; // SHT_DYNSYM
    private const int VersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const int SymbolVersions = 0x6fffffff; // SHT_GNU_versym
    private const int SymbolSize = 24; // sizeof(Elf64_Sym)
    private const ushort Weak = 0x2; // VER_FLG_WEAK

    private byte[] _image;

    [Required]
    public string Library { get; set; }

    /// <summary>The demanded version, for example GLIBCXX_3.4.32.</summary>
    [Required]
    public string Version { get; set; }

    /// <summary>The one symbol that may depend on the version.</summary>
    [Required]
    public string HarmlessSymbol { get; set; }

    public override bool Execute()
    {
        _image = File.ReadAllBytes(Library);
        if (!IsElf64LittleEndian())
        {
            return true;
        }

        var demand = FindDemand();
        if (demand < 0 || (UInt16(demand + 4) & Weak) != 0)
        {
            return true;
        }

        var otherSymbol = FindOtherSymbol(UInt16(demand + 6));
        if (otherSymbol != null)
        {
            Log.LogWarning(
                "{0} uses {1} of {2}: it is left as it is, and does not load where libstdc++ is older.", Library, otherSymbol, Version);
            return true;
        }

        WriteFlags(demand + 4, (ushort)(UInt16(demand + 4) | Weak));
        Log.LogMessage(MessageImportance.Normal, "{0}: the demand for {1} is weak now.", Library, Version);
        return true;
    }

    private bool IsElf64LittleEndian()
    {
        return _image.Length > 64
            && _image[0] == 0x7f
            && _image[1] == 'E'
            && _image[2] == 'L'
            && _image[3] == 'F'
            && _image[4] == 2
            && _image[5] == 1;
    }

    /// <summary>The offset of the Vernaux record that demands the version; -1 if there is none.</summary>
    private int FindDemand()
    {
        var section = FindSection(VersionNeeds);
        if (section < 0)
        {
            return -1;
        }

        var names = SectionStart(SectionHeader(SectionLink(section)));
        var need = SectionStart(section);
        for (var remainingNeeds = Int32(section + 44); remainingNeeds > 0; remainingNeeds--)
        {
            var demand = need + Int32(need + 8);
            for (var remaining = UInt16(need + 2); remaining > 0; remaining--)
            {
                if (String(names + Int32(demand + 8)) == Version)
                {
                    return demand;
                }

                demand += Int32(demand + 12);
            }

            need += Int32(need + 12);
        }

        return -1;
    }

    /// <summary>The name of a symbol, not the harmless one, that depends on the version with the given index; null if there is
    /// none.</summary>
    private string FindOtherSymbol(ushort versionIndex)
    {
        var symbols = FindSection(SymbolTable);
        var versions = SectionStart(FindSection(SymbolVersions));
        var names = SectionStart(SectionHeader(SectionLink(symbols)));
        var count = (int)(Int64(symbols + 32) / SymbolSize);
        for (var i = 0; i < count; i++)
        {
            if ((UInt16(versions + (2 * i)) & 0x7fff) == versionIndex)
            {
                var name = String(names + Int32(SectionStart(symbols) + (i * SymbolSize)));
                if (name != HarmlessSymbol)
                {
                    return name;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Changes a copy and puts it in the library's place: the file may be a hard link into the NuGet cache. The time stays, so
    /// that the next build does not take the file for changed and copies the original again.
    /// </summary>
    private void WriteFlags(int offset, ushort flags)
    {
        var copy = Library + "." + Path.GetRandomFileName();
        File.Copy(Library, copy);
        using (var stream = File.OpenWrite(copy))
        {
            stream.Position = offset;
            stream.Write(BitConverter.GetBytes(flags), 0, sizeof(ushort));
        }

        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(Library));
        File.Delete(Library);
        File.Move(copy, Library);
    }

    /// <summary>The offset of the header of the first section of the given type; -1 if there is none.</summary>
    private int FindSection(int type)
    {
        for (var i = 0; i < UInt16(60); i++)
        {
            if (Int32(SectionHeader(i) + 4) == type)
            {
                return SectionHeader(i);
            }
        }

        return -1;
    }

    private int SectionHeader(int index)
    {
        return (int)Int64(40) + (index * UInt16(58));
    }

    private int SectionStart(int header)
    {
        return (int)Int64(header + 24);
    }

    private int SectionLink(int header)
    {
        return Int32(header + 40);
    }

    private ushort UInt16(int offset)
    {
        return BitConverter.ToUInt16(_image, offset);
    }

    private int Int32(int offset)
    {
        return BitConverter.ToInt32(_image, offset);
    }

    private long Int64(int offset)
    {
        return BitConverter.ToInt64(_image, offset);
    }

    private string String(int offset)
    {
        return Encoding.ASCII.GetString(_image, offset, Array.IndexOf(_image, (byte)0, offset) - offset);
    }
}
