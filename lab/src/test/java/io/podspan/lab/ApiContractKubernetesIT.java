package io.podspan.lab;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podspan.lab.ExecCall.Target;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real API server keeps the contract: it is the truth. */
@ExtendWith(RealClusters.class)
class ApiContractKubernetesIT extends ApiContract {
  private static final String OBJECTS =
      Path.of("src", "test", "resources", "contract.yaml").toAbsolutePath().toString();
  private static final String CALICO =
      Path.of("kubernetes", "manifests", "calico-crds.yaml").toAbsolutePath().toString();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Rig rig;
  private KubernetesClient admin;
  private KubernetesClient reader;

  @BeforeAll
  void up(RealClusters clusters) {
    admin = clusters.admin(RealClusters.PARIS);
    rig = clusters.rig();
    rig.ctl(RealClusters.PARIS, "apply", "-f", OBJECTS, "-f", CALICO);
    rig.ctl(RealClusters.PARIS, "wait", "--for=condition=Established", "-f", CALICO);
    reader = client(rig.ctl(RealClusters.PARIS, "create", "token", "contract-reader").strip());
    await().atMost(PATIENCE).ignoreExceptions().until(() -> served() && containerRuns());
  }

  /** The definition is established a moment before its path is there. */
  private boolean served() {
    ApiCalls calls = new ApiCalls(admin);
    return calls.get("/apis/crd.projectcalico.org/v1/bgppeers").code() == 200
        && calls.get("/apis/crd.projectcalico.org/v1/ippools").code() == 200;
  }

  private boolean containerRuns() {
    return "Running"
        .equals(
            admin.pods().inNamespace("default").withName("contract").get().getStatus().getPhase());
  }

  private KubernetesClient client(String token) {
    Config config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(admin.getConfiguration().getMasterUrl())
            .withCaCertData(admin.getConfiguration().getCaCertData())
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterAll
  void leaveAsItWas() {
    if (reader != null) {
      reader.close();
      rig.ctl(RealClusters.PARIS, "delete", "--ignore-not-found", "-f", OBJECTS, "-f", CALICO);
    }
  }

  @Override
  KubernetesClient admin() {
    return admin;
  }

  @Override
  KubernetesClient reader() {
    return reader;
  }

  @Override
  String readerName() {
    return "system:serviceaccount:default:contract-reader";
  }

  @Override
  Target container() {
    return new Target("default", "contract", "shell");
  }

  @Override
  String daemonSet() {
    return "kube-router";
  }
}
