package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.image.Annotations;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikelyNamesTest {

    private static List<String> asked(Scene scene, Image image, Answer... answers) {
        return scene.asks(image, EnumSet.of(Need.BASE, Need.TIER), answers).stream()
                .map(asked -> ((Inquiry.BaseImage) asked).reference().familiar())
                .toList();
    }

    private static Sketch nginx(String name) {
        return Sketch.on(Scene.debianSlim(), name)
                .env("NGINX_VERSION=1.30.4", "NJS_VERSION=1.0.1", "DYNPKG_RELEASE=1~trixie")
                .step("ENV NGINX_VERSION=1.30.4")
                .layer("nginx", 40_000_000, "RUN /bin/sh -c set -x && groupadd --system nginx # buildkit")
                .step("CMD [\"nginx\" \"-g\" \"daemon off;\"]");
    }

    private static Sketch withPerl(String name) {
        return nginx(name)
                .layer("perl", 9_000_000, "RUN /bin/sh -c apt-get install -y nginx-module-perl=1.30.4 # buildkit");
    }

    private static Image perl(String name) {
        return withPerl(name).image();
    }

    @Test
    void aVariantMayStandOnThePlainOneOfItsOwnRepository() {
        Scene scene = new Scene().knows(Scene.debianSlim(), Tier.SLIM, "debian");

        assertThat(asked(scene, perl("nginx:stable-perl"))).containsExactly("nginx:1.30-trixie");
        assertThat(asked(scene, perl("nginx:stable-perl"), Scene.read("nginx:1.30-trixie", false, Scene.pythonSlim())))
                .containsExactly("nginx:1.30", "nginx:1.30.4-trixie");
    }

    @Test
    void whereSomebodySaysWhatAVariantStandsOnItsRepositoryIsAskedForThatAlone() {
        Scene scene = new Scene().knows(Scene.debianSlim(), Tier.SLIM, "debian");
        Image claiming = withPerl("nginx:stable-perl")
                .annotation(Annotations.BASE_NAME, "nginx:1.30.4")
                .image();

        assertThat(asked(scene, claiming)).containsExactly("nginx:1.30.4");
        assertThat(asked(scene, claiming, Scene.unread("nginx:1.30.4"))).noneMatch(name -> name.startsWith("nginx:"));
    }

    @Test
    void anImageIsNeverAskedForByItsOwnName() {
        Scene scene = new Scene().knows(Scene.debianSlim(), Tier.SLIM, "debian");

        assertThat(asked(scene, perl("nginx:1.30-trixie"))).containsExactly("nginx:1.30");
        assertThat(asked(scene, nginx("nginx:1.30").image())).isEmpty();
    }

    @Test
    void onAVariantTheVariantsNameIsAskedFor() {
        assertThat(asked(new Scene(), Scene.app(perl("nginx:stable-perl")).image()))
                .containsExactly("nginx:1.30-perl");
    }

    @Test
    void aboveTheKnownPlainOneTheVariantThatStandsOnItIsAskedFor() {
        Image plain = nginx("nginx:1.30").image();
        Image perl = Sketch.on(plain, "nginx:1.30-perl")
                .layer("perl", 9_000_000, "RUN /bin/sh -c apt-get install -y nginx-module-perl=1.30.4 # buildkit")
                .image();
        Scene scene = new Scene().knows(plain, Tier.SLIM, "debian");

        assertThat(asked(scene, Scene.app(perl).image())).containsExactly("nginx:1.30-perl");
        assertThat(asked(scene, Scene.app(plain).image())).isEmpty();
    }

    @Test
    void aboveAKnownOneOfBuildpackDepsTheOneThatStandsOnItIsAskedFor() {
        Image scm = Sketch.named("buildpack-deps:trixie-scm")
                .layer("root", 49_000_000, Scene.DEBIAN_SH)
                .layer(
                        "curl",
                        24_000_000,
                        "RUN /bin/sh -c set -eux; apt-get install -y --no-install-recommends ca-certificates curl gnupg"
                                + " netbase sq wget ; # buildkit")
                .layer(
                        "scm",
                        64_000_000,
                        "RUN /bin/sh -c apt-get install -y --no-install-recommends git mercurial openssh-client subversion"
                                + " procps ; # buildkit")
                .image();
        Sketch ruby = Sketch.on(scm, "registry.corp/shop/app:1")
                .layer(
                        "deps",
                        211_000_000,
                        "RUN /bin/sh -c apt-get install -y --no-install-recommends autoconf automake bzip2"
                                + " default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev ; # buildkit")
                .layer("app", 5_000, "COPY . /app # buildkit");

        assertThat(asked(new Scene().knows(scm, Tier.FULL, "debian"), ruby.image()))
                .containsExactly("buildpack-deps:trixie");
    }
}
