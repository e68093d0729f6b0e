package dev.plinth.base.marks;

import dev.plinth.image.Platform;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The release of a distribution that its archive does not name, by when it was built and how large it is: releases that are
 * published at the same time differ by some per cent. Dated data of amd64 alone, as published 2015 to 2024, when such archives ended;
 * sizes where two releases of a time overlap are left out.
 */
public final class ReleaseSizes {

    private record Range(String release, String since, String until, long least, long most) {
        boolean holds(long size, String day) {
            return size >= least && size <= most && day.compareTo(since) >= 0 && day.compareTo(until) < 0;
        }
    }

    private static final List<Range> DEBIAN = List.of(
            new Range("wheezy", "2013-05", "2018-08", 36_500_000, 40_000_000),
            new Range("jessie", "2014-11", "2020-08", 51_000_000, 55_500_000),
            new Range("stretch", "2016-09", "2022-08", 43_000_000, 46_500_000),
            new Range("buster", "2018-12", "2024-08", 50_050_000, 50_900_000),
            new Range("bullseye", "2021-02", "2026-10", 53_000_000, 56_000_000),
            new Range("bookworm", "2023-01", "2028-07", 48_000_000, 49_950_000),
            new Range("jessie", "2016-11", "2020-08", 29_200_000, 30_900_000),
            new Range("stretch", "2016-11", "2022-08", 22_000_000, 23_200_000),
            new Range("buster", "2018-12", "2024-08", 26_500_000, 27_400_000),
            new Range("bullseye", "2021-02", "2026-10", 30_950_000, 32_000_000),
            new Range("bookworm", "2023-01", "2028-07", 28_700_000, 29_400_000));

    private static final List<Range> ALPINE = List.of(
            new Range("3.4", "2017-05", "2018-06", 2_340_000, 2_420_000),
            new Range("3.5", "2016-12", "2018-12", 1_880_000, 1_980_000),
            new Range("3.6", "2017-05", "2019-06", 1_981_000, 2_030_000),
            new Range("3.7", "2017-11", "2019-12", 2_040_000, 2_130_000),
            new Range("3.8", "2018-06", "2020-06", 2_180_000, 2_260_000),
            new Range("3.9", "2019-01", "2021-01", 2_735_000, 2_770_000),
            new Range("3.17", "2022-11", "2024-12", 3_330_000, 3_385_000),
            new Range("3.18", "2023-05", "2025-06", 3_392_000, 3_405_000),
            new Range("3.19", "2023-12", "2025-12", 3_407_000, 3_430_000),
            new Range("3.20", "2024-05", "2026-06", 3_600_000, 3_640_000));

    private static final List<Range> UBUNTU = List.of(
            new Range("14.04", "2014-04", "2020-01", 60_000_000, 76_000_000),
            new Range("16.04", "2016-04", "2022-01", 41_500_000, 49_000_000),
            new Range("17.10", "2017-10", "2018-08", 35_500_000, 37_500_000),
            new Range("18.04", "2018-02", "2019-10", 27_500_000, 34_000_000),
            new Range("18.04", "2019-03", "2023-08", 25_300_000, 26_950_000),
            new Range("20.04", "2020-04", "2022-04", 28_300_000, 28_700_000),
            new Range("22.04", "2022-04", "2023-06", 30_250_000, 30_700_000));

    private ReleaseSizes() {}

    /** The number of the only Ubuntu of that time that has this size; null if there is none, or several. */
    public static @Nullable String ubuntu(Clues clues) {
        return only(UBUNTU, clues);
    }

    /** The code name of the only Debian of that time that has this size; null if there is none, or several. */
    public static @Nullable String debian(Clues clues) {
        return only(DEBIAN, clues);
    }

    /** The number of the only Alpine of that time that has this size; null if there is none, or several. */
    public static @Nullable String alpine(Clues clues) {
        return only(ALPINE, clues);
    }

    private static @Nullable String only(List<Range> ranges, Clues clues) {
        Instant created = clues.root().map(step -> step.entry().created()).orElse(null);
        if (created == null || !clues.image().platform().equals(Platform.LINUX_AMD64)) {
            return null;
        }
        String day = created.toString();
        String release = null;
        for (Range range : ranges) {
            if (range.holds(clues.rootSize(), day)) {
                if (release != null) {
                    return null;
                }
                release = range.release();
            }
        }
        return release;
    }
}
