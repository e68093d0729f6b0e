package dev.plinth.review.text;

import dev.plinth.data.Printable;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.review.workload.JudgedImage;
import java.util.List;

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
        String fix = fix(judged, finding, true);
        String[] attempts = {
            join(place, image, rule, fix) + message,
            join(place, image, rule, fix),
            join(place, withoutDigest(image), rule, fix),
            join(place, withoutDigest(image), rule, fix(judged, finding, false)),
            join(place, withoutDigest(image), finding.rule() + ": " + finding.text(), fix(judged, finding, false)),
            join("image", withoutDigest(image), finding.rule(), fix(judged, finding, false)),
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

    /** What mends this very rule, else what is better as a whole. */
    private static String fix(JudgedImage judged, Finding finding, boolean digest) {
        List<Advice> all = judged.advice();
        return all.stream()
                .filter(advice -> advice.mends().contains(finding.rule()))
                .findFirst()
                .or(() ->
                        all.stream().filter(advice -> advice.mends().isEmpty()).findFirst())
                .map(advice -> "; use " + (digest ? advice.line() : advice.shortLine()))
                .orElse("");
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
