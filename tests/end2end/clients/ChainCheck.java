// Says of each chain of certificates whether Java's own check accepts it: `java ChainCheck.java CA CHAIN…`

import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.*;
import java.util.*;
import javax.net.ssl.*;

public class ChainCheck {
  public static void main(String[] files) throws Exception {
    X509Certificate authority = read(files[0]).get(0);
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    X509TrustManager forServers = (X509TrustManager) factory.getTrustManagers()[0];
    PKIXParameters plain = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    plain.setRevocationEnabled(false);
    for (String file : Arrays.asList(files).subList(1, files.length)) {
      List<X509Certificate> chain = read(file);
      System.out.println(
          accepts(() -> forServers.checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN"))
              + " "
              + accepts(() -> CertPathValidator.getInstance("PKIX").validate(
                  CertificateFactory.getInstance("X.509").generateCertPath(chain), plain)));
    }
  }

  interface Check {
    void run() throws Exception;
  }

  static String accepts(Check check) {
    try {
      check.run();
      return "accepted";
    } catch (Exception refused) {
      return "refused";
    }
  }

  static List<X509Certificate> read(String file) throws Exception {
    List<X509Certificate> found = new ArrayList<>();
    try (FileInputStream stream = new FileInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(stream))
        found.add((X509Certificate) each);
    }
    return found;
  }
}
