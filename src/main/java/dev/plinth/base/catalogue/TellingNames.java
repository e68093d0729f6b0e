package dev.plinth.base.catalogue;

import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import java.util.Comparator;

/**
 * Which of a build's names a person is shown first: of the official repository, naming a release, by its word rather than by
 * a number or a day, with major and minor version rather than more or less of it. A matter of texts: nothing is judged by it.
 */
final class TellingNames implements Comparator<ImageReference> {

    static final TellingNames FIRST = new TellingNames();

    private static final String OFFICIAL = ImageReference.DOCKER_HUB + "/library/";

    /** A repository that says nothing of a release, so that the tag alone does. */
    private static final ImageReference NEUTRAL = new ImageReference(ImageReference.DOCKER_HUB, "any/any", null, null);

    private static final Comparator<ImageReference> ORDER = Comparator.comparing(
                    (ImageReference name) -> !name.path().startsWith(OFFICIAL))
            .thenComparing(name -> Pinning.of(name), Comparator.reverseOrder())
            .thenComparing(name -> dated(tag(name)))
            .thenComparing(name -> form(tag(name)))
            .thenComparing(name -> tag(name).length())
            .thenComparing(ImageReference::canonical);

    private TellingNames() {}

    @Override
    public int compare(ImageReference a, ImageReference b) {
        return ORDER.compare(a, b);
    }

    private static String tag(ImageReference name) {
        return name.tag() == null ? "" : name.tag();
    }

    /** By what the tag begins with: Ubuntu's year and month, a codename, two numbers, one number, anything else. */
    private static int form(String tag) {
        int end = tag.indexOf('-');
        String first = end < 0 ? tag : tag.substring(0, end);
        if (first.endsWith(".04") || first.endsWith(".10")) {
            return 0;
        }
        if (!first.isEmpty() && Pinning.of(NEUTRAL.withTag(first)) == Pinning.CODENAME) {
            return 1;
        }
        if (!first.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
            return 4;
        }
        long dots = first.chars().filter(c -> c == '.').count();
        return dots == 1 ? 2 : dots == 0 ? 3 : 4;
    }

    /** Whether eight digits stand together, as in {@code trixie-20260801-slim}. */
    private static boolean dated(String tag) {
        int digits = 0;
        for (int i = 0; i < tag.length(); i++) {
            digits = Character.isDigit(tag.charAt(i)) ? digits + 1 : 0;
            if (digits == 8) {
                return true;
            }
        }
        return false;
    }
}
