"""What leaves the building: channels, the delivery ledger, carriers, leader page."""
