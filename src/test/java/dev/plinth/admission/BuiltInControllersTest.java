package dev.plinth.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.review.workload.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInControllersTest {

    private static final String ACCOUNT = "system:serviceaccount:kube-system:";

    @ParameterizedTest
    @CsvSource({
        "ReplicaSet, apps/v1, Deployment, deployment-controller",
        "Pod, apps/v1, ReplicaSet, replicaset-controller",
        "Pod, apps/v1, DaemonSet, daemon-set-controller",
        "Pod, apps/v1, StatefulSet, statefulset-controller",
        "Pod, batch/v1, Job, job-controller",
        "Pod, v1, ReplicationController, replication-controller",
        "Job, batch/v1, CronJob, cronjob-controller"
    })
    void controllersMakeWhatTheyServe(String kind, String apiVersion, String owner, String controller) {
        Owner by = new Owner(apiVersion, owner, "x");

        assertThat(BuiltInControllers.made(kind, by, ACCOUNT + controller)).isTrue();
        assertThat(BuiltInControllers.made(kind, by, "system:kube-controller-manager"))
                .isTrue();
        assertThat(BuiltInControllers.made(kind, by, "alice")).isFalse();
        assertThat(BuiltInControllers.made(kind, by, "system:serviceaccount:other:" + controller))
                .isFalse();
        assertThat(BuiltInControllers.made(kind, null, ACCOUNT + controller)).isFalse();
        assertThat(BuiltInControllers.made(kind, new Owner("evil.io/v1", owner, "x"), ACCOUNT + controller))
                .isFalse();
    }

    @Test
    void noControllerMakesWhatAnotherServes() {
        assertThat(BuiltInControllers.made("Pod", new Owner("apps/v1", "ReplicaSet", "x"), ACCOUNT + "job-controller"))
                .isFalse();
        assertThat(BuiltInControllers.made(
                        "Deployment", new Owner("apps/v1", "ReplicaSet", "x"), "system:kube-controller-manager"))
                .isFalse();
    }
}
