package robotaxi.onboard.identity.adapter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A new key of the car, and what becomes of it.
 *
 * @param pair EC P-256
 * @param signingRequest PKCS#10, DER, signed by the key itself
 */
record KeyRequest(KeyPair pair, ByteString signingRequest) {

    static KeyRequest make(String vehicleId) throws IOException, GeneralSecurityException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] request = new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal("CN=" + vehicleId), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new KeyRequest(pair, ByteString.copyFrom(request));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /**
     * The identity that the gateway's answer makes of it.
     *
     * @throws GeneralSecurityException if the certificate is for another key
     */
    CarIdentity answered(List<ByteString> encodedChain, X509Certificate root) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (ByteString der : encodedChain) {
            chain.add(IdentityStore.certificate(der.toByteArray()));
        }
        if (chain.isEmpty() || !chain.getFirst().getPublicKey().equals(pair.getPublic())) {
            throw new GeneralSecurityException("the certificate is for another key");
        }
        return new CarIdentity(pair.getPrivate(), List.copyOf(chain), root);
    }
}
