package dev.plinth.accuracy;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * One image with what is true of it.
 *
 * @param kind which sort of build, for the report
 * @param served what registries serve when it is looked at
 * @param root the distribution at the bottom, as {@code debian:trixie-slim}, or {@code scratch}
 * @param base the immediate base
 * @param baseLayers how many layers the base has; 0 if it has none or they are not in the image as they were
 * @param knowable whether the base's layers are in the catalogue, or its tag still serves them, or an honest claim names it
 */
record Case(
        String kind,
        String name,
        Image image,
        Served served,
        Catalogue catalogue,
        Tier tier,
        String root,
        String base,
        int baseLayers,
        boolean knowable) {

    /** What is to be compared with the truth: of an image that is a known base, the one below it, not itself. */
    @Nullable
    Base answer(Classification found) {
        return kind.startsWith("itself") ? found.base() : found.judgedBase();
    }
}
