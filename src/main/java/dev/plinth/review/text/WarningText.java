package dev.plinth.review.text;

import dev.plinth.data.Printable;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.review.workload.JudgedImage;

/** One finding in at most 256 characters, which is what the API server lets through. */
final class WarningText {

    static final int MOST = 256;

    private WarningText() {}

    /** Keeps image, rule and fix; where it does not fit, the image's digest goes first, then the fix's, then what the text adds. */
    static String of(JudgedImage judged, Finding finding) {
        String image = Printable.of(judged.image().image());
        String place = ReviewText.place(judged.image());
        String rule = finding.rule() + ": " + finding.text() + when(finding);
        String message = finding.message() == null ? "" : " " + Printable.of(finding.message());
        String fix = fix(judged, true);
        String[] attempts = {
            join(place, image, rule, fix) + message,
            join(place, image, rule, fix),
            join(place, withoutDigest(image), rule, fix),
            join(place, withoutDigest(image), rule, fix(judged, false)),
            join(place, withoutDigest(image), finding.rule() + ": " + finding.text(), fix(judged, false)),
            join("image", withoutDigest(image), finding.rule(), fix(judged, false)),
        };
        for (String attempt : attempts) {
            if (attempt.length() <= MOST) {
                return attempt;
            }
        }
        return attempts[attempts.length - 1].substring(0, MOST - 1) + "…";
    }

    private static String join(String place, String image, String rule, String fix) {
        return "plinth: " + place + " " + image + ": " + rule + fix;
    }

    private static String fix(JudgedImage judged, boolean digest) {
        if (judged.advice().isEmpty()) {
            return "";
        }
        Advice advice = judged.advice().getFirst();
        return "; use "
                + (digest
                        ? advice.fromLine()
                        : "FROM " + advice.reference().withDigest(null).familiar());
    }

    private static String withoutDigest(String image) {
        int at = image.indexOf('@');
        return at < 0 ? image : image.substring(0, at);
    }

    /** When a rule that only warns yet will deny. */
    static String when(Finding finding) {
        if (finding.enforcedFrom() == null) {
            return "";
        }
        return " (enforced from " + finding.enforcedFrom() + ", " + finding.daysLeft()
                + (finding.daysLeft() == 1 ? " day left)" : " days left)");
    }
}
