package dev.plinth.base.catalogue;

import dev.plinth.base.Pinning;
import dev.plinth.image.ImageReference;
import java.util.Comparator;

/**
 * Which of a build's names a person is shown first: of the official repository, naming a release, by its word rather than by
 * a number or a day, with major and minor version rather than more or less of it.
 */
final class TellingNames implements Comparator<ImageReference> {

    static final TellingNames FIRST = new TellingNames();

    private static final String OFFICIAL = ImageReference.DOCKER_HUB + "/library/";

    private static final Comparator<ImageReference> ORDER = Comparator.comparing(
                    (ImageReference name) -> !name.path().startsWith(OFFICIAL))
            .thenComparing(name -> Pinning.of(name), Comparator.reverseOrder())
            .thenComparing(name -> dated(tag(name)))
            .thenComparing(name -> !startsWithLetter(tag(name)) && !minor(tag(name)))
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

    private static boolean startsWithLetter(String tag) {
        return !tag.isEmpty() && Character.isLetter(tag.charAt(0));
    }

    /** Whether the tag begins with two numbers, {@code 3.12}, and no more. */
    private static boolean minor(String tag) {
        int end = 0;
        int dots = 0;
        while (end < tag.length() && (Character.isDigit(tag.charAt(end)) || tag.charAt(end) == '.')) {
            dots += tag.charAt(end++) == '.' ? 1 : 0;
        }
        return dots == 1;
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
