package io.podspan.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.lab.ExecCall.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The lab's API keeps the contract. */
class ApiContractIT extends ApiContract {
  private TestLab test;
  private KubernetesClient admin;
  private KubernetesClient reader;

  @BeforeAll
  void up() {
    test = TestLab.up("labcontr", "198.18.206.0/24");
    admin = test.client(TestLab.WEST);
    reader = test.client(TestLab.WEST + "-readonly");
  }

  @AfterAll
  void down() {
    if (test != null) {
      admin.close();
      reader.close();
      test.close();
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
    return "lab:readonly";
  }

  @Override
  Target container() {
    return new Target("default", "west-n1-p1", "probe");
  }

  @Override
  String daemonSet() {
    return "calico-node";
  }
}
