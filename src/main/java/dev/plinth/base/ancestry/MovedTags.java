package dev.plinth.base.ancestry;

import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags that were looked up and serve other layers now. A broader tag of the same repository moves whenever a narrower one does:
 * where {@code 3.12-slim-trixie} has moved on, {@code 3-slim} has, and only {@code 3.12.13-slim-trixie} may still serve the build.
 */
public record MovedTags(List<ImageReference> tags) {

    public static MovedTags of(Dossier dossier) {
        List<ImageReference> moved = new ArrayList<>();
        for (Answer answer : dossier.answers()) {
            if (answer instanceof Answer.BaseImages found
                    && found.to().reference().tag() != null
                    && found.to().reference().digest() == null
                    && found.images().stream().allMatch(base -> Prefix.of(base, dossier.image()) == Prefix.NONE)) {
                moved.add(found.to().reference());
            }
        }
        return new MovedTags(moved);
    }

    /** Whether one of them shows that this name serves other layers too. */
    public boolean leaveNothingFor(ImageReference name) {
        for (ImageReference moved : tags) {
            if (name.tag() != null
                    && moved.tag() != null
                    && name.sameRepository(moved)
                    && isBroader(name.tag(), moved.tag())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBroader(String tag, String narrower) {
        String version = Text.version(tag, 0);
        String other = Text.version(narrower, 0);
        boolean shorter =
                version.isEmpty() ? !other.isEmpty() : other.equals(version) || other.startsWith(version + ".");
        return shorter && isWithin(rest(tag, version), rest(narrower, other));
    }

    private static String rest(String tag, String version) {
        String rest = tag.substring(version.length());
        return rest.equals("latest") ? "" : version.isEmpty() ? "-" + rest : rest;
    }

    private static boolean isWithin(String rest, String other) {
        return other.equals(rest)
                || !rest.isEmpty() && other.startsWith(rest) && !Character.isLetter(other.charAt(rest.length()));
    }
}
