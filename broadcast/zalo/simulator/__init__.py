"""A Zalo of our own: bots, people and groups in memory, served over HTTP on the loopback address.

It stands where Zalo stands (``ZALO_BOT_BASE_URL`` and the webhook are the only doors), keeps to the
wire format of the real one, and can misbehave on demand. Standard library only, no Django, no
Internet. Where Zalo's behaviour is not known, the choice made here is a guess and says so.

``fixture`` files describe who exists at the start::

    {"bots":   [{"token": "123:abc", "id": "123", "name": "Bot Phường Mẫu",
                 "webhook": "http://…", "secret": "…"}],
     "users":  [{"id": "6ede9afa66b88fe6d6a9", "name": "Bác Sáu", "bots": ["123"]}],
     "groups": [{"id": "zgr-f8a7101d77709e2ec761", "name": "Tổ 5 thân yêu",
                 "members": ["6ede9afa66b88fe6d6a9"], "bots": []}]}

``webhook`` and ``secret`` are optional. ``users[].bots`` names the bots that the person has written
to, so that they may answer; without it every bot of the file may. A group without bots is an
ordinary group that only people write in. The first member of a group is the one whose phone its
page shows. The id of a chat with a person is the person's id, as at Zalo.
"""
