package dev.wringer.adapters.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/**
 * An Ed25519 key (RFC 8032) that runs are signed with: a private key in PKCS #8 and, in the file beside it that ends with {@code .pub},
 * its public key in X.509, both as PEM.
 */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * Makes a pair: the private key readable by its owner alone.
     *
     * @throws RunFolderException when one of the files is there already, or cannot be written
     */
    public static SigningKey create(Path file) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            if (Files.exists(publicOf(file))) {
                throw new FileAlreadyExistsException(publicOf(file).toString());
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, pem(PRIVATE, pair.getPrivate().getEncoded()));
            Files.writeString(
                    publicOf(file), pem(PUBLIC, pair.getPublic().getEncoded()), StandardOpenOption.CREATE_NEW);
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (FileAlreadyExistsException e) {
            throw new RunFolderException(
                    e.getFile() + " is there already; a key is never replaced: choose another file with --out", e);
        } catch (IOException e) {
            throw new RunFolderException("cannot write a key to " + file + ": " + RunFolder.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The pair of a private key's file. */
    public static SigningKey read(Path file) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(unpacked(file, PRIVATE)));
            return new SigningKey(secret, publicKey(unpacked(publicOf(file), PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new RunFolderException(file + " is not an Ed25519 private key; make one with: wringer key", e);
        }
    }

    /** A public key as text, as manifests have it. */
    public static String readPublic(Path file) {
        byte[] encoded = unpacked(file, PUBLIC);
        try {
            return Base64.getEncoder().encodeToString(publicKey(encoded).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new RunFolderException(file + " is not an Ed25519 public key", e);
        }
    }

    public static Path publicOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    String publicText() {
        return Base64.getEncoder().encodeToString(open.getEncoded());
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + ALGORITHM, e);
        }
    }

    static boolean verifies(String publicText, String text, String signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(publicKey(Base64.getDecoder().decode(publicText)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The first bytes of the key's SHA-256, for people to compare. */
    static String fingerprint(String publicText) {
        return "ed25519:"
                + Sha256.hex(publicText.getBytes(StandardCharsets.US_ASCII)).substring(0, 16);
    }

    /** As {@link #fingerprint(String)}. */
    public String fingerprint() {
        return fingerprint(publicText());
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getEncoder().encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    private static byte[] unpacked(Path file, String kind) {
        try {
            String text = Files.readString(file);
            String body = text.replace("-----BEGIN " + kind + "-----", "")
                    .replace("-----END " + kind + "-----", "")
                    .replaceAll("\\s", "");
            return Base64.getDecoder().decode(body);
        } catch (IOException e) {
            throw new RunFolderException("cannot read the key " + file + ": " + RunFolder.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(file + " is not a " + kind.toLowerCase(Locale.ROOT) + " in PEM", e);
        }
    }
}
