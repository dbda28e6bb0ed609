package dev.wringer.core.calibration;

/** A run that cannot be resampled; the message is meant for the user and says what is missing. */
public final class NotEnoughData extends RuntimeException {
    NotEnoughData(String message) {
        super(message);
    }
}
