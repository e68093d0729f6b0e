package dev.plinth.cli;

import dev.plinth.cli.workbench.Catalogues;
import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.DemoSettings;
import dev.plinth.cli.workbench.Doctor;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.cli.workbench.Progress;
import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.cli.workbench.Settings;
import dev.plinth.cli.workbench.Workbench;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.audit.Fleet;
import dev.plinth.review.audit.RunningPod;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A workbench whose engine answers what a test told it to, for what is the command line's alone. */
final class FakeWorkbench implements Workbench {

    final Map<String, List<JudgedImage>> images = new LinkedHashMap<>();
    final List<Doctor.Check> checks = new ArrayList<>();

    /** What runs in the cluster; null where there is none. */
    @Nullable
    List<RunningPod> pods;

    final List<Review> reviews = new ArrayList<>();
    final Map<JudgedImage, Digest> moved = new LinkedHashMap<>();

    @Nullable
    PolicyInForce policy;

    @Nullable
    Settings settings;

    @Nullable
    ServeSettings served;

    @Nullable
    RuntimeException defect;

    @Override
    public String policyText(@Nullable Path file) {
        return "mode: warn\n";
    }

    @Override
    public PolicyInForce policy(@Nullable Path file) throws CommandException {
        throw new CommandException(
                "policy.yaml is not a valid policy:\n  line 1: mode: must be one of enforce, warn, audit");
    }

    @Override
    public Engine engine(Settings given) {
        settings = given;
        return new Engine() {
            @Override
            public PolicyInForce policy() {
                return Objects.requireNonNull(policy);
            }

            @Override
            public List<JudgedImage> inspect(String image) {
                if (defect != null) {
                    throw defect;
                }
                return images.getOrDefault(image, List.of());
            }

            @Override
            public List<Review> reviews(List<ReviewRequest> requests, Progress progress) {
                return reviews;
            }

            @Override
            public Map<JudgedImage, Digest> movedOn(List<Review> of) {
                return moved;
            }

            @Override
            public Map<String, Integer> answersByHost() {
                return Map.of("mirror.corp", 3);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Catalogues catalogues(Settings given) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Doctor doctor(Settings given) {
        return new Doctor() {
            @Override
            public void examine(String registry, java.util.function.Consumer<Check> heard) {
                checks.forEach(heard);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Doctor webhookDoctor(Settings given, @Nullable Path authority) {
        return doctor(given);
    }

    @Override
    public Cluster cluster() throws CommandException {
        List<RunningPod> running = pods;
        if (running == null) {
            throw new CommandException("no cluster");
        }
        return new Cluster() {
            @Override
            public Fleet fleet() {
                return () -> running;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public int serve(ServeSettings given) {
        served = given;
        return 0;
    }

    @Override
    public int demo(DemoSettings given) {
        return 0;
    }

    @Override
    public String version() {
        return "1.2.3";
    }
}
