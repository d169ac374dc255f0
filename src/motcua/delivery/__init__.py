"""The public post: papers fetched from people's homes, results brought there, and where each parcel is."""
