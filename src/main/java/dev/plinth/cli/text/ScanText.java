package dev.plinth.cli.text;

import dev.plinth.image.reference.Digest;
import dev.plinth.policy.Exemption;
import dev.plinth.policy.Outcome;
import dev.plinth.review.Review;
import dev.plinth.review.text.ReviewText;
import dev.plinth.review.workload.JudgedImage;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many reviews: what is objected to in full, the rest in figures. */
public final class ScanText {

    private final Terminal terminal;
    private final ImageText images;

    public ScanText(Terminal terminal) {
        this.terminal = terminal;
        this.images = new ImageText(terminal);
    }

    /**
     * The reviews in their order.
     *
     * @param moved what tags point to by now, of images of which another build runs
     * @param all whether those that nothing is said against are listed too
     */
    public String of(List<Review> reviews, Map<JudgedImage, Digest> moved, boolean all) {
        StringBuilder out = new StringBuilder();
        for (Review review : reviews) {
            List<JudgedImage> shown = review.images().stream()
                    .filter(image -> all
                            || moved.containsKey(image)
                            || !image.verdict().findings().isEmpty()
                            || image.verdict().outcome() == Outcome.UNAVAILABLE
                            || image.verdict().outcome() == Outcome.UNKNOWN)
                    .toList();
            if (!shown.isEmpty()) {
                out.append(title(review)).append('\n');
                shown.forEach(image -> image(out, image, moved.get(image)));
                out.append('\n');
            }
        }
        out.append(summary(reviews)).append('\n');
        long drifted = reviews.stream()
                .flatMap(review -> review.images().stream())
                .filter(moved::containsKey)
                .count();
        return drifted == 0
                ? out.toString()
                : out.append(counted((int) drifted, "image"))
                        .append(" drifted: the tag has moved on since, and the next pod gets another build\n")
                        .toString();
    }

    /**
     * What the policy's exemptions made of it: those that end soon or have ended, and those that nothing here stands under.
     *
     * @param exemptions of the policy that judged
     */
    public String exemptions(List<Exemption> exemptions, List<Review> reviews, LocalDate today) {
        Map<String, Integer> uses = new HashMap<>();
        for (Review review : reviews) {
            for (JudgedImage image : review.images()) {
                image.verdict().exemptions().forEach(id -> uses.merge(id, 1, Integer::sum));
            }
        }
        StringBuilder out = new StringBuilder();
        for (Exemption exemption : exemptions) {
            int used = uses.getOrDefault(exemption.id(), 0);
            if (!exemption.appliesOn(today) || exemption.endsSoon(today)) {
                out.append(Terminal.plain(exemption.notice(today)))
                        .append("; ")
                        .append(counted(used, "image"))
                        .append(" here under it\n");
            } else if (used == 0) {
                out.append(Terminal.plain("exemption " + exemption.id() + " is not used here"))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private String title(Review review) {
        String title = terminal.paint(
                Terminal.Colour.STRONG, Terminal.plain(review.workload().title()));
        return review.allowed() ? title : title + "  " + terminal.paint(Terminal.Colour.BAD, "would be denied");
    }

    private void image(StringBuilder out, JudgedImage judged, @Nullable Digest tagNow) {
        out.append("  ")
                .append(ReviewText.place(judged.image()))
                .append(": ")
                .append(Terminal.plain(judged.image().image()))
                .append('\n');
        images.body(judged)
                .lines()
                .forEach(line -> out.append("  ").append(line).append('\n'));
        if (tagNow != null) {
            out.append("    drift    ")
                    .append(judged.image().running())
                    .append(" runs, and the tag names ")
                    .append(tagNow)
                    .append(" now\n");
        }
    }

    private static String summary(List<Review> reviews) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Review review : reviews) {
            for (JudgedImage image : review.images()) {
                counts.merge(image.verdict().outcome(), 1, Integer::sum);
            }
        }
        int images = counts.values().stream().mapToInt(Integer::intValue).sum();
        long denied = reviews.stream().filter(review -> !review.allowed()).count();
        StringBuilder out = new StringBuilder()
                .append(counted(reviews.size(), "workload"))
                .append(", ")
                .append(counted(images, "image"));
        counts.forEach(
                (outcome, count) -> out.append(", ").append(count).append(' ').append(outcome.label()));
        return out.append("; ")
                .append(counted((int) denied, "workload"))
                .append(" would be denied")
                .toString();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
